"""Lines that say who made what: photographers, agencies, contributors, the author's address."""

from __future__ import annotations

import re

from corpus.furniture import LONGEST_CHARACTERS

CREDIT_WORDS = 8  # in brackets and on a line of its own: (With agencies)
CAPTION_WORDS = 70  # a longer paragraph that ends in an agency's name is reporting
CONTACT_WORDS = 60

_AGENCIES = (
    r"(?:Reuters|REUTERS|AFP|AP|EPA(?:-EFE)?|Getty(?: Images)?|Shutterstock|Alamy|Bloomberg|PA"
    r"|dpa|NASA|ANSA|TASS|Anadolu(?: Agency)?|Xinhua|Sipa(?: USA)?|ZUMA|Press Association)"
)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|of|the|and|via|for|de|del|van|von|der|la|le|al)"
_NAMES = rf"{_NAME}(?:[ /,]+{_NAME}){{0,7}}"
_PEOPLE = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
_MEDIUM = r"(?:Photo|Photograph|Image|Picture|Illustration|Video|Graphic|Pic)s?"

# At the end of a caption; what stands before it ends a sentence, a bracket or nothing.
_CAPTION_END = re.compile(
    rf"(?:^|.*[.!?…|—–\])(\[]\s*)(?:{_MEDIUM}(?: credit)?(?::| by| courtesy of| courtesy:|/)"
    rf" ?(?:the )?(?:town of |city of )?{_NAMES}(?:/[\w -]{{1,30}})*|Credit:? {_NAMES})[)\].]?"
    rf"|.*[.!?…|—–)(\[]\s*(?:{_NAMES}\s?/\s?{_AGENCIES}|{_AGENCIES}\s?/\s?{_NAMES}"
    r"|Getty Images|Shutterstock|Alamy)[)\]]?"
    rf"|.*[\[(](?:AP|AFP|Reuters|REUTERS|EPA|Getty)(?: Photo| Images)?\s?/\s?{_NAMES}[)\]]"
    rf"|.*[\[(](?:File|FILE)(?: photo)?: {_NAMES}[)\]]"
    rf"|.*[.!?]\s(?:AP|AFP|Reuters|EPA) (?:Photo|Images) ?/ ?{_NAMES}"
    rf"|.*[.!?]\s\({_PEOPLE} for (?:[Tt]he )?{_PEOPLE}\)"
)
_CAPTION_START = re.compile(
    rf"(?:FILE PHOTO|FILE|File photo|File picture|File image|Caption)\s?[:|–—-] ?\S.*"
    rf"|{_MEDIUM}(?: credit)?(?::| by| courtesy of) {_NAMES}"
)
_WORK = r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|[Rr]esearch)"
_WORKERS = rf"{_NAME}(?:[ /,]+(?:in|{_NAME})){{0,24}}"
_WORKED = rf"(?:[Aa]dditional )?{_WORK}(?: and {_WORK})? by {_WORKERS}"
_STAFF = re.compile(
    rf"\(?(?:With )?{_WORKED}(?:[;,.] ?{_WORKED})*[.)]{{0,2}}"
    rf"|\(?[Ww]ith (?:additional )?(?:reporting|inputs?|files) (?:by|from) {_NAMES}"
    r"(?: (?:wire services|agencies|newswires))?[.)]{0,2}"
    rf"|Contributing:? {_NAMES}.?"
    # The full stop inside an initial or an address is no end: J.R. Doe, jdnews.com.USA Today.
    r"|(?:[^.]|\.(?=\w)){2,160} contributed(?: reporting)?"
    r"(?: to this (?:report|story|article))[.)]{0,2}"
    r"|[^.]{2,80} contributed reporting[.]?"
)
_ADDRESS = re.compile(r"\S@\w[\w-]*\.\w|(?:^|[\s(])@\w{2,}|\b\d{3}[-. )]{1,2}\d{4}\b")
# Reporting gives addresses too, of the police and of helplines: only a person is an author.
_PERSON = r"(?-i:(?!The )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+)"
_WRITER = r"(?:(?:the )?(?:[\w ]+ )?(?:reporters?|author|writer|columnist|newsroom)\b)"
_REACHED = re.compile(
    rf"(?:please )?(?:you can )?(?:contact|reach|e-?mail|follow|call|find) "
    rf"(?:him|her|them|us\b|our\b|at\b|on\b|{_WRITER}|{_PERSON})"
    r"|e-?mail: |follow @|(?:please )?write to (?:us\b|letters@|\w*editors?@|news\w*@|tips?@)"
    rf"|(?:he|she|they|{_WRITER} {_PERSON}|{_PERSON}) can be "
    r"(?:reached|contacted|followed)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:Police|Department|Hospital|Office|Ministry|Cent(?:er|re)|Hotline|Lifeline|Council|Line)\b"
)
_VIEWS = re.compile(
    r"the (?:views|opinions)(?: and opinions)? expressed (?:here|in this \w+|are (?:his|her|their"
    r"|my|solely|those of the (?:author|writer))(?: own)?)\b|(?:the )?views are (?:personal|her own"
    r"|his own|their own)\b",
    re.IGNORECASE,
)
_TIP = re.compile(r"(?:do you )?(?:have|got|know) [^?.]{2,60}\?", re.IGNORECASE)
_BIOGRAPHY = re.compile(
    r"\b(?:is|are|was) (?:an?|the) [^.]*\b(?:reporter|journalist|correspondent|editor|writer|author"
    r"|columnist|producer|contributor|fellow|professor|intern|lecturer|researcher|analyst|historian"
    r"|economist|photographer|scientist)\b|\b(?:covers|writes)\b|\breports (?:on|for|from)\b",
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z@])")
_BRACKETED = re.compile(r"\([^()]*[^().!?]\)")


def is_credit(text: str) -> bool:
    """Whether a paragraph is a credit, a caption that ends in one, or how to reach its author."""
    if len(text) > LONGEST_CHARACTERS:
        return False
    words = len(text.split())
    if words <= CREDIT_WORDS and _BRACKETED.fullmatch(text):
        return True
    if words <= CAPTION_WORDS and (_CAPTION_START.fullmatch(text) or _CAPTION_END.fullmatch(text)):
        return True
    return bool(_STAFF.fullmatch(text)) or (words <= CONTACT_WORDS and _is_contact(text))


def _is_contact(text: str) -> bool:
    """Every sentence says who the author is or where to write, and one of them where."""
    sentences = _SENTENCES.split(text)
    others = [sentence for sentence in sentences if not _is_address(sentence)]
    return len(others) < len(sentences) and all(
        _BIOGRAPHY.search(sentence) or _TIP.fullmatch(sentence) for sentence in others
    )


def _is_address(sentence: str) -> bool:
    reached = _REACHED.match(sentence) and _ADDRESS.search(sentence)
    return bool((reached and not _INSTITUTION.search(sentence)) or _VIEWS.match(sentence))
