"""The helper process: reads files from its standard input and says what is wrong with each.

One request is a line of JSON `{"kind", "size"}` and then the bytes; one answer is a line of JSON
`{"code", "details", "pages"}`, for the kind "photo" with a plain JPEG too (see `photo_work`). The process ends when
its input ends.
"""

import json
import resource
import sys
from typing import Any, BinaryIO


def main() -> None:
    """Serve requests until the input ends. The one argument is the limit of memory in bytes."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from motcua.kernel.files.pdf_check import set_limits

    set_limits()
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every request of the stream."""
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        answers.write(json.dumps(inspect(data, request["kind"])).encode() + b"\n")
        answers.flush()


def inspect(data: bytes, kind: str) -> dict[str, Any]:
    """Open `data` as `kind` and answer; running out of memory is an answer too."""
    from motcua.kernel.files.image_check import check_image
    from motcua.kernel.files.pdf_check import check_pdf
    from motcua.kernel.files.photo_work import plain_photo

    try:
        if kind == "photo":
            return {"code": None, "details": {}, "pages": 1, **plain_photo(data)}
        code, details, pages = check_pdf(data) if kind == "pdf" else check_image(data, kind)
    except (MemoryError, RecursionError):
        code, details, pages = "too_complex", {}, 0
    except Exception:
        # Whatever a parser stumbles over, the file is what is wrong; libraries raise a dozen unrelated kinds here.
        code, details, pages = "broken", {}, 0
    return {"code": code, "details": details, "pages": pages}


if __name__ == "__main__":
    main()
