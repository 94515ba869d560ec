"""What can go wrong, told to the person who started the command."""

import errno
import re

FREE_SPACE = "Free some space and start again."


class SetupError(Exception):
    """A failure told in one sentence, and what to do about it in another."""

    def __init__(self, what, do=""):
        super().__init__(f"{what} {do}".strip())
        self.what = what
        self.do = do


class CommandFailed(Exception):
    """A program ended with an error; `output` is what it said."""

    def __init__(self, argv, code, output):
        said = next((line.strip() for line in output.splitlines() if "ERROR" in line), "")
        super().__init__(f"{argv[0]} ended with {code}" + (f": {said}" if said else ""))
        self.argv = argv
        self.code = code
        self.output = output


class Stopped(BaseException):
    """Someone asked the command to stop (Ctrl-C, a closed terminal, a system going down)."""


NO_SPACE = re.compile(
    r"No space left on device|ENOSPC|Disk quota exceeded|not enough free space", re.I
)
NO_NETWORK = re.compile(
    r"Temporary failure (in name resolution|resolving)|Could not resolve|Name or service not known"
    r"|getaddrinfo (ENOTFOUND|EAI_AGAIN)|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET"
    r"|Network is unreachable|Failed to establish a new connection|Could not connect to"
    r"|Connection (timed out|refused|failed|reset)|Max retries exceeded|Unable to connect to"
    r"|ProxyError|Cannot initiate the connection",
    re.I,
)
NO_CERTIFICATE = re.compile(
    r"certificate verif|CERTIFICATE_VERIFY_FAILED|self.signed certificate", re.I
)
NO_PERMISSION = re.compile(
    r"Permission denied|EACCES|Operation not permitted|Read-only file system"
)


def explain(doing, output, log_file):
    """Turn what a program said into a SetupError that a person can act upon.

    :param doing: what was going on, as a noun ("the download of Odoo")
    :param output: everything that the program printed
    :param log_file: where the details are
    """
    details = f"The details are in {log_file}."
    if NO_SPACE.search(output):
        return SetupError(f"The disk is full: {doing} could not finish.", FREE_SPACE)
    if NO_CERTIFICATE.search(output):
        return SetupError(
            f"{_capital(doing)} was refused because a server's certificate could not be verified.",
            "Install the package ca-certificates, or your proxy's certificate, and start again.",
        )
    if NO_NETWORK.search(output):
        return SetupError(
            f"The network did not answer during {doing}.",
            "Check the connection (and the proxy, if there is one) and start again: "
            f"what was fetched is kept. {details}",
        )
    if NO_PERMISSION.search(output):
        return SetupError(f"{_capital(doing)} was not permitted.", details)
    return SetupError(f"{_capital(doing)} failed: {_last_words(output)}", details)


def explain_os_error(error, doing):
    """Turn an error of the operating system into a SetupError, or return None for a surprise."""
    where = error.filename or "the disk"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SetupError(f"The disk is full: {doing} could not finish.", FREE_SPACE)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SetupError(
            f"{where} may not be written by this user.",
            "Give a folder of your own with --data-dir, or change the owner of that one.",
        )
    return None


def _capital(text):
    return text[:1].upper() + text[1:]


def _last_words(output):
    """Return the last line that says something, cut to a readable length."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [
        line for line in lines if re.match(r"(E:|ERROR|error|FATAL|npm error|initdb: error)", line)
    ]
    words = (errors or lines or ["it said nothing"])[-1]
    return (words[:200] + "…") if len(words) > 200 else words + ("" if words.endswith(".") else ".")
