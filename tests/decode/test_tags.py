"""Tags as people's files have them."""

from pathlib import Path

import av

from asmr_cli.decode.probe import probe


def test_a_tag_that_is_not_utf8_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "old.flac"
    with av.open(str(path), "w", format="flac") as file:
        stream = file.add_stream("flac", rate=48_000, layout="stereo")
        file.metadata["title"] = "QQ Regen"
        frame = av.AudioFrame(format="s16", layout="stereo", samples=4800)
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    path.write_bytes(path.read_bytes().replace(b"QQ Regen", b"\xe4\xff Regen"))
    assert probe(path).title == "\ufffd\ufffd Regen"
