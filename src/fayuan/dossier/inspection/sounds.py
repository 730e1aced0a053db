"""Recordings: their frame must hold from the first byte to the last; a browser only ever gets them as sound."""

from fayuan.dossier.kinds import AMR, M4A, MP3, OGG, WAV, Unwelcome

FRAMES = 3  # frames of an MP3 that must follow each other
RATES = {  # kilobits per second by the four bits of the header: MPEG 1 and MPEG 2, layer III
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
SAMPLING = {3: (44100, 48000, 32000, 0), 2: (22050, 24000, 16000, 0), 0: (11025, 12000, 8000, 0)}


def look_through(content: bytes, media_type: str) -> None:
    """Raise `Unwelcome` where the content is not, from end to end, a recording of its kind."""
    checks = {MP3: _is_mp3, WAV: _is_wav, OGG: _is_ogg, M4A: _is_m4a, AMR: _is_amr}
    if not checks[media_type](content):
        raise Unwelcome("sound_broken")


def _is_wav(content: bytes) -> bool:
    whole = int.from_bytes(content[4:8], "little") + 8
    return abs(whole - len(content)) <= 1 and b"fmt " in content[12:64] and b"data" in content[:4096]


def _is_ogg(content: bytes) -> bool:
    place = 0
    while content[place : place + 4] == b"OggS":
        segments = content[place + 26] if place + 26 < len(content) else 0
        place += 27 + segments + sum(content[place + 27 : place + 27 + segments])
    return place == len(content)


def _is_m4a(content: bytes) -> bool:
    """Boxes one after the other up to the end, and no picture track: it is a recording, not a film."""
    place, names = 0, []
    while place + 8 <= len(content):
        size, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(content[place + 8 : place + 16], "big")
        elif size == 0:
            size = len(content) - place
        if size < 8:
            return False
        names.append(name)
        place += size
    return place == len(content) and b"moov" in names and b"vide" not in content and b"soun" in content


def _is_amr(content: bytes) -> bool:
    return content.startswith((b"#!AMR\n", b"#!AMR-WB\n")) and len(content) > 20


def _is_mp3(content: bytes) -> bool:
    place = _behind_tag(content)
    for _frame in range(FRAMES):
        length = _frame_length(content[place : place + 4])
        if not length:
            return False
        place += length
    return True


def _behind_tag(content: bytes) -> int:
    """Where the sound begins: behind the tag with title and singer, whose length stands in four times seven bits."""
    if not content.startswith(b"ID3") or len(content) < 10:
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))


def _frame_length(head: bytes) -> int:
    """The length of a frame of layer III in bytes; 0 where these four bytes begin none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] >> 1) & 3 != 1:
        return 0
    version = (head[1] >> 3) & 3
    rate = RATES.get(3 if version == 3 else 2, ())[head[2] >> 4]
    sampling = SAMPLING.get(version, (0, 0, 0, 0))[(head[2] >> 2) & 3]
    if not rate or not sampling:
        return 0
    return (144 if version == 3 else 72) * rate * 1000 // sampling + ((head[2] >> 1) & 1)
