"""Whether a text addresses a language model, as no news report does its readers.

An article that does is not shown to the model at all: its extractive answer stands. That costs an
article about such tricks its smoother wording and nothing else, so doubt counts as yes. What is not
noticed here still has to pass the check of every sentence.
"""

from __future__ import annotations

import re
import unicodedata

_MODEL = (
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|chat ?bots?|(?:ai )?assistants?|ai systems?"
    r"|bots?|gpt|chatgpt|clippings)"
)
_RULES = (
    r"(?:instructions?|rules?|prompts?|guidelines?|directives?|training|guardrails|evidence|articles?"
    r"|above|sentences|told|said before)"
)
_ORDERS = r"(?:instructions?|prompts?|directives?)"
_ALL = (
    r"(?:your|all|any|every|everything|previous|prior|earlier|preceding|above|these|whatever|what)"
)
_SAYING = (
    r"(?:answer|reply|respond|output|print|repeat|say|write|state|tell (?:the )?(?:user|reader)s?"
    r"|summari[sz]e|translate|cite|append|insert|claim|conclude|begin your|end your|render|display"
    r"|decode|execute|reveal|pretend|roleplay)"
)
_REPLY = r"(?:answers?|repl(?:y|ies)|response|output|summary)"
_SOON = r"[^.!?\n]{0,40}\b"  # within a few words of the same sentence
_OPENING = r"(?:^|[.!?:;\n\"“”‘'(*>\]-])\s*(?:(?:please|now|instead|always|only|just|then|and),? )*"
_HAILED = (
    r"(?:dear|hey|hello|attention|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)"
    r"|addressed to|if you are|any|all|as)"
)
_FOREIGN = r"(?:ignor(?:ez|iere|ieren sie|ar?|e)|oubliez?|vergiss|olvida|dimentica)"
_FOREIGN_RULES = (
    r"(?:instructions?|anweisungen|regeln|r[eè]gles|instrucciones|reglas|istruzioni|regole)"
)
_IGNORING = r"(?:ignor|disregard|forget|overrid|bypass|overlook|discard|neglect)\w*"
_ASKED = (
    r"(?:if|when|whenever) (?:(?:you(?:'re| are) |anyone |someone )ask(?:ed|s)|asked[^.,\n]{0,60},)"
)
_PHRASES = (
    rf"\b{_IGNORING} (?:\w+ ){{0,2}}{_ALL}\b{_SOON}{_RULES}\b|{_OPENING}{_IGNORING} the {_RULES}\b",
    rf"\b(?:do not|don't|never|stop) (?:follow|obey|us|cit|quot|trust)\w*\b{_SOON}{_RULES}\b",
    rf"\b(?:secret|hidden|system|prior|your) (?:system )?{_ORDERS}\b",
    # Not "the updated instructions for voters" and "a new directive on packaging".
    (
        rf"\b(?:new|updated|real|actual) (?:system )?{_ORDERS}\b"
        rf"(?! (?:for|on|about|from|issued) (?!(?:\w+ ){{0,2}}{_MODEL}\b))"
    ),
    rf"\byou(?:'re| are| will be| must be)\b{_SOON}(?:{_MODEL}|unrestricted|dan)\b",
    rf"\b(?:act|behave|respond|answer|speak) as (?:if|though|an?|the)\b{_SOON}{_MODEL}\b",
    r"\b(?:developer|debug|admin|god|jailbreak|maintenance|sudo) mode\b|\bas an ai\b",
    rf"\b{_HAILED} (?:(?:an?|the|any|all|every) )?{_MODEL}(?:[,:!]| (?:read|summari|must|should))",
    rf"\b{_MODEL}\s*[,:]\s*(?:please|you|now|always|never|{_SAYING})\b",
    rf"\b{_ASKED} ?(?:[^.!?\n]{{0,60}}, ?)?(?:you (?:must|should|will)|always|{_SAYING})\b",
    (
        rf"\b(?:your|the (?:final|only|correct|right)) {_REPLY}\b{_SOON}"
        r"(?:must|should|shall|has to|is to|needs to|is now|will|are to)\b"
    ),
    rf"\byou (?:must|should|shall|will|have to|are to|need to) (?:\w+ )?{_SAYING}\b",
    (
        rf"{_OPENING}{_SAYING}\s*(?::|(?:that|only|exactly|with|instead|this|as follows)\b|[\"“']"
        r"|the (?:following|word|phrase|sentence))"
    ),
    rf"\bin your {_REPLY}\b|\b{_SAYING} your {_REPLY}\b|\b(?:whole|entire|full) prompt\b",
    rf"{_OPENING}(?:say|reply|respond|output|print|repeat) (?:the|that|it|an?|in|no|as)\b",
    r"\b(?:system|hidden|secret) prompt\b|\bprompt injection\b",
    (
        r"(?:^|\n)\W*(?:system|assistant|developer|user|human|ai|instruction|response)"
        r"(?: (?:prompt|message|note|override|instruction))?\s*:"
    ),
    rf"\b{_FOREIGN}\b{_SOON}{_FOREIGN_RULES}\b",
)
_PHRASE = re.compile("|".join(f"(?:{each})" for each in _PHRASES), re.IGNORECASE)
_MACHINE = re.compile(
    r"<\|?/?\s*(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id|evidence"
    r"|s)\s*\|?>|\[/?INST\]|<</?SYS>>|#{2,} ?(?:instruction|system|response|assistant)"
    r"|<!--|</?(?:script|iframe|img|style)\b|display:\s*none|!\[[^\]]*\]\(|javascript:|data:text"
    r"|\b[A-Za-z0-9+/]{48,}={0,2}|\b(?:[0-9a-f]{2}[ :]?){32,}"  # encoded text
    r"|(?:\b[^\W\d_] {1,3}){8,}",  # "I g n o r e", and no scores of tennis
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]|[\u200b-\u200d\u2060]{3,}")
_SPLITTING = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_FIGURES_AS_LETTERS = str.maketrans("0134578@$!", "oieastbasi")


def addresses_model(text: str) -> bool:
    """Whether somewhere in a text a language model is told what to do, or text is hidden."""
    if _UNSEEN.search(text):
        return True
    plain = unicodedata.normalize("NFKC", _SPLITTING.sub("", text)).replace("’", "'")
    if _MACHINE.search(plain):
        return True
    return any(_PHRASE.search(each) for each in (plain, plain.translate(_FIGURES_AS_LETTERS)))
