"""Small PDF files, written by hand (ISO 32000-1): pages of lines in a composite font with or without its table."""

from collections.abc import Sequence

IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
    b"stream\n\xff\nendstream"
)

CID_FONT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/DW 1000>>"
)


def pdf_of(
    pages: Sequence[Sequence[str]], *, table: bool = True, to: int = 0, images: bool = False, encrypted: bool = False
) -> bytes:
    """``table`` adds the font's ToUnicode; ``to`` shifts what it maps to, for fonts that map to private characters."""
    signs = sorted({sign for lines in pages for line in lines for sign in line})
    code = {sign: number for number, sign in enumerate(signs, 1)}
    objects = [
        b"",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]"
        + (b"/ToUnicode 5 0 R>>" if table else b">>"),
        CID_FONT,
        stream(cmap(code, to)),
        IMAGE,
    ]
    kids = []
    for lines in pages:
        drawn = [
            f"1 0 0 1 72 {760 - 14 * n} Tm <{''.join(f'{code[s]:04X}' for s in line)}> Tj"
            for n, line in enumerate(lines)
        ]
        objects.append(stream("BT /F1 10 Tf " + " ".join(drawn) + " ET"))
        held = "/XObject<</I1 6 0 R>>" if images else ""
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>{held}>>"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    return file_of(objects, encrypted=encrypted)


def stream(words: str) -> bytes:
    raw = words.encode()
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(raw), raw)


def cmap(code: dict[str, int], to: int) -> str:
    mapped = "\n".join(f"<{n:04X}> <{(to + n if to else ord(s)):04X}>" for s, n in code.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(code)} beginbfchar\n{mapped}\nendbfchar\n"
        "endcmap end end"
    )


def file_of(objects: Sequence[bytes], *, encrypted: bool = False) -> bytes:
    made, offsets = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    trailer = b"/Size %d/Root 1 0 R%s" % (len(objects) + 1, lock if encrypted else b"")
    return made + b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
