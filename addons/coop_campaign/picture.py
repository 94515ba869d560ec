"""The picture that social networks show with the link of a campaign."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont, ImageOps

SIZE = (1200, 630)
MARGIN = 80
INK, PAPER, TRACK, FILL = "#1d3b2a", "#f6f3ea", "#d9d4c3", "#2e7d4f"


def draw(title: str, figure: str, line: str, percent: int, font_path: str, photo=None) -> bytes:
    """A PNG of 1200 x 630 with the title, one large figure, a line, and a bar.

    :param percent: how full the bar is; more than 100 is drawn as 100
    :param photo: bytes of a picture for the background, made pale so that the words stay legible
    """
    picture = _background(photo)
    pen = ImageDraw.Draw(picture)
    y = _words(pen, textwrap.wrap(title, 30)[:2], MARGIN, 70, font_path)
    y = _words(pen, [figure], y + 30, 110, font_path)
    _words(pen, textwrap.wrap(line, 46)[:2], y + 6, 44, font_path)
    _bar(pen, percent)
    output = io.BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()


def _background(photo):
    paper = Image.new("RGB", SIZE, PAPER)
    if not photo:
        return paper
    image = ImageOps.fit(Image.open(io.BytesIO(photo)).convert("RGB"), SIZE)
    return Image.blend(image, paper, 0.8)


def _words(pen, lines, y, size, font_path):
    """Write the lines from ``y`` down; return the y below them."""
    font = ImageFont.truetype(font_path, size)
    for line in lines:
        while font.getlength(line) > SIZE[0] - 2 * MARGIN and font.size > 20:
            font = ImageFont.truetype(font_path, font.size - 4)
        pen.text((MARGIN, y), line, font=font, fill=INK)
        y += round(size * 1.25)
    return y


def _bar(pen, percent):
    left, right, top, bottom = MARGIN, SIZE[0] - MARGIN, SIZE[1] - 110, SIZE[1] - 70
    pen.rounded_rectangle((left, top, right, bottom), radius=20, fill=TRACK)
    full = left + (right - left) * min(max(percent, 0), 100) // 100
    if full > left + 20:
        pen.rounded_rectangle((left, top, full, bottom), radius=20, fill=FILL)
