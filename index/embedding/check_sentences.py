"""Sentences by which a built model is compared with the wheel's own engine; written for this, quoting no law."""

CHECK_SENTENCES = (
    "行政机关应当在收到政府信息公开申请之日起二十个工作日内予以答复。",
    "处理个人信息应当取得个人的同意，法律另有规定的除外。",
    "申请人对答复不服的，可以依法申请行政复议或者提起行政诉讼。",
    "国家机关公布的预算和决算应当列明收入、支出和债务情况。",
    "未满十四周岁未成年人的个人信息属于敏感个人信息。",
    "第三十条 违反本办法规定的，由主管部门责令改正，处一万元以上十万元以下罚款。",
    "本条例自公布之日起施行。",
    "涉及国家秘密、商业秘密和个人隐私的信息，不得公开。",
    "人民對政府機關持有之資訊，得依本法申請閱覽、抄錄或複製。",
    "公務機關應指定專人辦理安全維護事項，防止個人資料被竊取、竄改、毀損或洩漏。",
    "發現資料外洩時，機構須於七十二小時內通報主管機關並通知當事人。",
    "Any person may request access to records held by a public authority without giving reasons.",
    "The controller shall notify the supervisory authority of a personal data breach within 72 hours.",
    "Information may be withheld where disclosure would harm national security.",
    "A fee shall not exceed the actual cost of copying and postage.",
    "Personal data shall be kept no longer than is necessary for the purpose of the processing.",
    "Section 12. Appeals against a refusal lie to the Information Commissioner.",
    "The register of beneficial owners is open to inspection by the public.",
    "数据处理者向境外提供重要数据，应当通过数据出境安全评估。",
    "Cross-border transfers 跨境传输 of personal information require a security assessment 安全评估.",
)
