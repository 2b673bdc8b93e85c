"""What is printed on page images, in Chinese and English. The models are in the wheel; nothing is fetched.

They are loaded here, before the doors close, and work in one thread: a thread that runs before the doors close would stay
outside.
"""

from pathlib import Path
from typing import Any

import cv2
import numpy
import onnxruntime
import rapidocr
from PIL import Image, WebPImagePlugin

from suppliers.documents.child import linux, page_images, seals
from suppliers.documents.child.seals import Piece

MODELS = Path(rapidocr.__file__).parent / "models"
FINDS_LINES, READS_LINES = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
SEARCHED_SIDE = 1280
"""Lines are looked for on a page brought down to this, and read on the page as it is."""

DOUBTFUL = 0.85
"""The mean confidence below which a page may lie on its side or head: read upright it is some 0.98, upside down 0.67."""

AIR = 0.15
"""The share of a line's height that is read around it."""

FAINT = 24
"""Of 255: what differs by less from the document is seen by nobody."""

LARGE = 8 * 1024**2
"""Looking for lines takes large blocks of many sizes, which the C library keeps once they are free: a fifth of the whole."""

DECODERS = (WebPImagePlugin,)


def _session(model: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession((MODELS / model).read_bytes(), options, providers=["CPUExecutionProvider"])


def _engine() -> rapidocr.RapidOCR:
    """Ready to read. The classifier of lines stays off: it turns lines that stand upright."""
    engine = rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Rec.rec_batch_num": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": SEARCHED_SIDE,
        }
    )
    for part, model in ((engine.cfg.Det, FINDS_LINES), (engine.cfg.Rec, READS_LINES)):
        part._set_flag("allow_objects", True)
        part.session = _session(model)
    engine._load_det_model()
    engine._load_rec_model()
    return engine


cv2.setNumThreads(1)
Image.preinit()
ENGINE = _engine()


def lines(data: bytes, *, sizes: list[int]) -> tuple[dict[str, object], list[bytes]]:
    """For each page its lines, how sure they are, and how far the page had to be turned."""
    linux.give_back_blocks_of(LARGE)
    return {"pages": [_best(numpy.asarray(page)[:, :, ::-1]) for page in page_images.each(data, sizes)]}, []


def spots(data: bytes, *, sizes: list[int], boxes: list[list[list[float]]]) -> tuple[dict[str, object], list[bytes]]:
    """For each page what stands at these places on it: left, top, right, bottom, as shares of the page."""
    pages = zip(page_images.each(data, sizes), boxes, strict=True)
    return {
        "pages": [{"spots": [_spot(numpy.asarray(page)[:, :, ::-1], box) for box in one]} for page, one in pages]
    }, []


def _spot(page: numpy.ndarray, box: list[float]) -> dict:
    """One line, read where it is said to stand, without looking for lines."""
    high, wide = page.shape[:2]
    air = AIR * (box[3] - box[1]) * high
    left, right = (int(numpy.clip(at, 0, wide)) for at in (box[0] * wide - air, box[2] * wide + air + 1))
    top, bottom = (int(numpy.clip(at, 0, high)) for at in (box[1] * high - air, box[3] * high + air + 1))
    seen = numpy.ascontiguousarray(page[top:bottom, left:right])
    if numpy.ptp(seen) < FAINT if seen.size else True:
        return {"text": "", "confidence": 0.0, "is_blank": True}
    found: Any = ENGINE(seen, use_det=False, use_cls=False, use_rec=True)
    text, score = (found.txts[0], found.scores[0]) if found.txts else ("", 0.0)
    return {"text": " ".join(text.split()), "confidence": float(score), "is_blank": False}


def _best(page: numpy.ndarray) -> dict:
    """The page read upright, whichever way it lies."""
    best = _read(page, 0)
    if not best["lines"] or best["confidence"] >= DOUBTFUL:
        return best
    upright, sideways = (180,), (90, 270)
    for turned in (*sideways, *upright) if best["tall"] else (*upright, *sideways):
        other = _read(page, turned)
        if other["confidence"] > best["confidence"]:
            best = other
        if best["confidence"] >= DOUBTFUL:
            break
    return best


def _read(page: numpy.ndarray, turned: int) -> dict:
    """The lines of the page after turning it clockwise; their places are on the page as it lay."""
    seen = numpy.ascontiguousarray(numpy.rot90(page, -turned // 90))
    pieces = _without_seals(seen, _pieces(seen))
    if not pieces:
        return {"lines": [], "confidence": 0.0, "turned": turned, "tall": False}
    high, wide = seen.shape[:2]
    sides = [numpy.ptp(one.corners, axis=0) for one in pieces]
    return {
        "lines": [_line(one, (wide, high), turned) for one in pieces],
        "confidence": float(numpy.average([one.score for one in pieces], weights=[len(one.text) for one in pieces])),
        "turned": turned,
        "tall": bool(sum(side[1] > side[0] for side in sides) * 2 > len(sides)),
    }


def _pieces(seen: numpy.ndarray) -> list[Piece]:
    """The lines on a picture as they are found."""
    found: Any = ENGINE(seen)
    if not found.txts:
        return []
    signs = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    return [
        Piece(text, float(score), corners, [(sign[0], numpy.array(sign[2])) for sign in one])
        for text, score, corners, one in zip(found.txts, found.scores, found.boxes, signs, strict=True)
    ]


def _without_seals(seen: numpy.ndarray, pieces: list[Piece]) -> list[Piece]:
    """The lines with those that seals hide as they are read without the seals' ink."""
    found = seals.seals_on(seen)
    beneath = [
        one.moved(top) for top, band in seals.without_ink(seen, found) for one in seals.whole(_pieces(band), len(band))
    ]
    return seals.merged(pieces, beneath, found)


def _line(piece: Piece, size: tuple[int, int], turned: int) -> dict:
    corners, signs = piece.corners / size, [(sign, at / size) for sign, at in piece.signs]
    return {
        "text": " ".join(piece.text.split()),
        "confidence": piece.score,
        "box": _box(corners, turned),
        "source": "ocr",
        "words": _words(piece.text, piece.score, corners, signs, turned),
    }


def _words(text: str, score: float, corners: numpy.ndarray, signs: list, turned: int) -> list[dict]:
    """The line cut at its spaces, each word around its signs; on the whole line where signs and text do not match."""
    if "".join(sign for sign, _ in signs) != "".join(text.split()):
        return [{"text": word, "confidence": score, "box": _box(corners, turned)} for word in text.split()]
    places = [corners for sign, corners in signs for _ in sign]
    words, start = [], 0
    for word in text.split():
        around = numpy.concatenate(places[start : start + len(word)])
        words.append({"text": word, "confidence": score, "box": _box(around, turned)})
        start += len(word)
    return words


def _box(corners: numpy.ndarray, turned: int) -> dict[str, float]:
    across, down = corners[:, 0], corners[:, 1]
    if turned == 90:
        across, down = down, 1 - across
    elif turned == 180:
        across, down = 1 - across, 1 - down
    elif turned == 270:
        across, down = 1 - down, across
    left, right = numpy.clip((across.min(), across.max()), 0, 1).round(5).tolist()
    top, bottom = numpy.clip((down.min(), down.max()), 0, 1).round(5).tolist()
    return {"left": left, "top": top, "right": right, "bottom": bottom}
