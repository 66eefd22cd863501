"""The characters that Chinese and Japanese law is written with: text in a wrong encoding has hardly any of them."""

import re
from typing import Final

_SIMPLIFIED: Final = (
    "的人第条法行和定应十当民规以政理管有者会关业或部用设门一务工二国市机员建三生其作公事不本区保地责施主对在制经处产"
    "等安为合物全可位府发上五单四及院动依由护级出监照构进实方中下资提证并品查委他案所通大自权议家时内水要检任成体审准代"
    "报期表违件组得同按据情年标划六职重款共督服县开营交立文收改织信日告办化利程律相项取决罚向请分例使防七电车予社性明展"
    "未与学境企供城能加备计场元金执专调道技活治教采八批反省运外常质负正后申域接于环求过育察列章农诉个罪意九术百限源况具"
    "受量书持害范强确被度新费止犯路记入之修息刑置各指基根协前需造商集复"
)
_TRADITIONAL: Final = (
    "條應當規會關業設門務國機員區責對經處產爲發單動護級監構進實資證並權議時內檢體審準報違組據標劃職縣開營織辦項決罰請電"
    "車與學備計場執專調採運質負後於環過農訴個術況書範強確費記協復容號為料訊目非益團知檔央必蒐式該華特令月名補更除編稱損"
    "訟但形因起而製"
)
_JAPANESE: Final = "処関命又号導手聴見聞庁続対則実示次認掲適間附若付査拠募参従平許係届含団証頭権旨宰措類弁述算判結"
COMMON: Final = frozenset(_SIMPLIFIED + _TRADITIONAL + _JAPANESE)
"""Three quarters of the characters of laws of the mainland and of Taiwan are among these."""
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def han(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(_HAN.findall(text))


def share_of_common(text: str) -> float:
    """The share, 0 to 1, of a text's Chinese characters that law commonly uses; 0 for a text without any."""
    found = _HAN.findall(text)
    return sum(character in COMMON for character in found) / max(1, len(found))
