"""OCR of page images, in Chinese and English. The models are in the wheel; nothing is downloaded.

They are loaded on import, before the process is restricted, and use one thread: a thread that starts before would not
be restricted.
"""

from pathlib import Path
from typing import Any

import cv2
import numpy
import onnxruntime
import rapidocr
from PIL import Image, WebPImagePlugin

from suppliers.documents.child import linux, page_images, seals
from suppliers.documents.child.seals import OcrLine

MODELS = Path(rapidocr.__file__).parent / "models"
DETECTION_MODEL, RECOGNITION_MODEL = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
DETECTION_SIDE_PX = 1280
"""Lines are detected on a copy with this longer side, and read in the full resolution."""

MIN_UPRIGHT_CONFIDENCE = 0.85
"""Mean confidence below which the page may be rotated: about 0.98 when upright, 0.67 when upside down."""

MIN_CHARACTERS_ON_END = 3
"""A line of fewer characters says nothing of how the page lies: a single digit is always higher than wide."""

MARGIN = 0.15
"""Added around a line before it is read, as a share of its height."""

MIN_REGION_PX = 24
"""A picture that is smaller on the page has no words that could be read."""

MIN_CONTRAST = 24
"""Of 255: a place with less contrast is blank to the human eye."""

MMAP_THRESHOLD_BYTES = 8 * 1024**2
"""Line detection allocates large blocks of many sizes; the C library would keep them, a fifth of all memory."""

DECODERS = (WebPImagePlugin,)


def _session(model: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession((MODELS / model).read_bytes(), options, providers=["CPUExecutionProvider"])


def _engine() -> rapidocr.RapidOCR:
    """The OCR engine with its models loaded. Its line classifier stays off: it rotates lines that are upright."""
    engine = rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Rec.rec_batch_num": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE_PX,
        }
    )
    for part, model in ((engine.cfg.Det, DETECTION_MODEL), (engine.cfg.Rec, RECOGNITION_MODEL)):
        part._set_flag("allow_objects", True)
        part.session = _session(model)
    engine._load_det_model()  # type: ignore[no-untyped-call]
    engine._load_rec_model()  # type: ignore[no-untyped-call]
    return engine


cv2.setNumThreads(1)
Image.preinit()
ENGINE = _engine()


def lines(data: bytes, *, sizes: list[int]) -> tuple[dict[str, object], list[bytes]]:
    """For each page its lines, their confidence, and the rotation of the page in degrees clockwise."""
    linux.give_back_blocks_of(MMAP_THRESHOLD_BYTES)
    return {
        "pages": [_read_upright(numpy.asarray(page)[:, :, ::-1]) for page in page_images.decode_each(data, sizes)]
    }, []


def regions(data: bytes, *, sizes: list[int], boxes: list[list[list[float]]]) -> tuple[dict[str, object], list[bytes]]:
    """For each page the lines inside these boxes, as `lines` gives those of whole pages, upright."""
    linux.give_back_blocks_of(MMAP_THRESHOLD_BYTES)
    pages = zip(page_images.decode_each(data, sizes), boxes, strict=True)
    return {"pages": [_read_regions(numpy.asarray(page)[:, :, ::-1], one) for page, one in pages]}, []


def spots(data: bytes, *, sizes: list[int], boxes: list[list[list[float]]]) -> tuple[dict[str, object], list[bytes]]:
    """For each page the text at each of these boxes: left, top, right, bottom, as shares of the page."""
    pages = zip(page_images.decode_each(data, sizes), boxes, strict=True)
    return {
        "pages": [{"spots": [_read_spot(numpy.asarray(page)[:, :, ::-1], box) for box in one]} for page, one in pages]
    }, []


def _read_regions(page: numpy.ndarray, boxes: list[list[float]]) -> dict[str, Any]:
    """The lines of the boxes, each read as an image of its own, with their places on the page."""
    found: list[OcrLine] = []
    high, wide = page.shape[:2]
    for box in boxes:
        left, right = (int(numpy.clip(at * wide, 0, wide)) for at in (box[0], box[2]))
        top, bottom = (int(numpy.clip(at * high, 0, high)) for at in (box[1], box[3]))
        image = numpy.ascontiguousarray(page[top:bottom, left:right])
        if min(image.shape[:2]) >= MIN_REGION_PX and numpy.ptp(image) >= MIN_CONTRAST:
            found += [one.moved_by((left, top)) for one in _find_lines(image)]
    mean = float(numpy.mean([one.score for one in found])) if found else 0.0
    return {"lines": [_line_facts(one, (wide, high), 0) for one in found], "confidence": mean, "rotation": 0}


def _read_spot(page: numpy.ndarray, box: list[float]) -> dict[str, Any]:
    """The text of one box, read without line detection."""
    high, wide = page.shape[:2]
    margin = MARGIN * (box[3] - box[1]) * high
    left, right = (int(numpy.clip(at, 0, wide)) for at in (box[0] * wide - margin, box[2] * wide + margin + 1))
    top, bottom = (int(numpy.clip(at, 0, high)) for at in (box[1] * high - margin, box[3] * high + margin + 1))
    image = numpy.ascontiguousarray(page[top:bottom, left:right])
    if numpy.ptp(image) < MIN_CONTRAST if image.size else True:
        return {"text": "", "confidence": 0.0, "is_blank": True}
    result: Any = ENGINE(image, use_det=False, use_cls=False, use_rec=True)
    text, score = (result.txts[0], result.scores[0]) if result.txts else ("", 0.0)
    return {"text": " ".join(text.split()), "confidence": float(score), "is_blank": False}


def _read_upright(page: numpy.ndarray) -> dict[str, Any]:
    """The lines of the page at the rotation that reads best; other rotations are tried where confidence is low, or where
    most lines stand on end: OCR lays each of those down by itself, and reads them well on a page rotated by 90 degrees."""
    best = _read_rotated(page, 0)
    if not best["lines"] or (best["confidence"] >= MIN_UPRIGHT_CONFIDENCE and not best["tall"]):
        return best
    for rotation in _other_rotations(best):
        other = _read_rotated(page, rotation)
        if (not other["tall"], other["confidence"]) > (not best["tall"], best["confidence"]):
            best = other
        if best["confidence"] >= MIN_UPRIGHT_CONFIDENCE and not best["tall"]:
            break
    return best


def _other_rotations(first: dict[str, Any]) -> tuple[int, ...]:
    """The rotations to try after the page as it is, the likeliest first. Lines on end that are read well were laid down
    the right way, which is the one against the clock."""
    if not first["tall"]:
        return 180, 90, 270
    return (270, 90, 180) if first["confidence"] >= MIN_UPRIGHT_CONFIDENCE else (90, 270, 180)


def _read_rotated(page: numpy.ndarray, rotation: int) -> dict[str, Any]:
    """The lines of the page rotated clockwise; their boxes refer to the page before the rotation."""
    image = numpy.ascontiguousarray(numpy.rot90(page, -rotation // 90))
    lines_found = _replace_lines_under_seals(image, _find_lines(image))
    if not lines_found:
        return {"lines": [], "confidence": 0.0, "rotation": rotation, "tall": False}
    high, wide = image.shape[:2]
    sides = [numpy.ptp(one.corners, axis=0) for one in lines_found if len(one.text) >= MIN_CHARACTERS_ON_END]
    return {
        "lines": [_line_facts(one, (wide, high), rotation) for one in lines_found],
        "confidence": float(
            numpy.average([one.score for one in lines_found], weights=[len(one.text) for one in lines_found])
        ),
        "rotation": rotation,
        "tall": bool(sum(side[1] > side[0] for side in sides) * 2 > len(sides)),
    }


def _find_lines(image: numpy.ndarray) -> list[OcrLine]:
    """The lines that OCR detects and reads on an image."""
    result: Any = ENGINE(image)
    if not result.txts:
        return []
    characters = result.word_results if len(result.word_results) == len(result.txts) else [()] * len(result.txts)
    return [
        OcrLine(text, float(score), corners, [(character[0], numpy.array(character[2])) for character in one])
        for text, score, corners, one in zip(result.txts, result.scores, result.boxes, characters, strict=True)
    ]


def _replace_lines_under_seals(image: numpy.ndarray, lines_found: list[OcrLine]) -> list[OcrLine]:
    """The lines, those under seals as they are read without the ink of the seals."""
    result = seals.find_seals(image)
    beneath = [
        one.moved_down(top)
        for top, band in seals.bands_without_ink(image, result)
        for one in seals.uncut_lines(_find_lines(band), len(band))
    ]
    return seals.merge_lines(lines_found, beneath, result)


def _line_facts(line: OcrLine, size: tuple[int, int], rotation: int) -> dict[str, Any]:
    corners, characters = line.corners / size, [(character, at / size) for character, at in line.characters]
    return {
        "text": " ".join(line.text.split()),
        "confidence": line.score,
        "box": _upright_box(corners, rotation),
        "source": "ocr",
        "words": _word_facts(line.text, line.score, corners, characters, rotation),
    }


def _word_facts(
    text: str, score: float, corners: numpy.ndarray, characters: list[Any], rotation: int
) -> list[dict[str, Any]]:
    """The words of a line with their boxes; each on the whole line where characters and text do not match."""
    if "".join(character for character, _ in characters) != "".join(text.split()):
        return [{"text": word, "confidence": score, "box": _upright_box(corners, rotation)} for word in text.split()]
    places = [corners for character, corners in characters for _ in character]
    words, start = [], 0
    for word in text.split():
        around = numpy.concatenate(places[start : start + len(word)])
        words.append({"text": word, "confidence": score, "box": _upright_box(around, rotation)})
        start += len(word)
    return words


def _upright_box(corners: numpy.ndarray, rotation: int) -> dict[str, float]:
    across, down = corners[:, 0], corners[:, 1]
    if rotation == 90:
        across, down = down, 1 - across
    elif rotation == 180:
        across, down = 1 - across, 1 - down
    elif rotation == 270:
        across, down = 1 - down, across
    left, right = numpy.clip((across.min(), across.max()), 0, 1).round(5).tolist()
    top, bottom = numpy.clip((down.min(), down.max()), 0, 1).round(5).tolist()
    return {"left": left, "top": top, "right": right, "bottom": bottom}
