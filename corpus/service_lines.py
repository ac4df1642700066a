"""Lines in which a site speaks to its readers: cookies, subscriptions, sharing, the next page.

A paragraph is such a line when one of its sentences is a stock phrase of news sites and no other
sentence reports anything. Leaving out reporting is the worse mistake by far, so a sentence that
says who said it, or that opens a quotation, is never taken for one.
"""

from __future__ import annotations

import re

from corpus.furniture import LONGEST_CHARACTERS, any_of, is_furniture

# Longer paragraphs that hold a stock phrase were reporting about it, or reporting with a pointer
# in it, in the articles looked at.
SERVICE_WORDS = 60

_NETWORKS = (
    "facebook|twitter|x|instagram|whatsapp|telegram|tiktok|youtube|linkedin|threads|bluesky"
    "|mastodon|snapchat|flipboard|reddit|google news|social media"
)
# Stock phrases that begin a sentence.
_OPENERS = any_of(
    # Cookies, consent and scripts.
    r"(?:we|this (?:web)?site|our (?:web)?site) (?:also )?uses? (?:\w+ )?cookies\b",
    r"(?:we|our) and our .*\bpartners\b.*\b(?:store|access|process)\b",
    r"we and our .*\b(?:store|access|process)\b.*\b(?:information|data|device)\b",
    r"by (?:clicking|continuing|signing up|subscribing|registering|using|providing|submitting)\b"
    r".*\byou (?:also )?(?:agree|consent|accept|confirm)",
    r"(?:please )?(?:enable|allow|accept) (?:javascript|cookies)\b",
    r"(?:to \w+ [^.]*|you )(?:must|need to|have to|please) (?:enable|allow|accept|include|disable)"
    r"\b.*\b(?:javascript|cookies|ad-?block\w*|tracking|advertis\w+|websites|sites)\b",
    r"(?:one of )?your browser\b",
    r"(?:you can |manage )(?:your |change |manage |withdraw |update )*"
    r"(?:cookies?|consent|privacy)(?: settings| preferences)?\b",
    r"your privacy (?:matters|is important) to us\b",
    r"this (?:site|form) is protected by recaptcha\b",
    r"this content is (?:hosted|provided) by a third party\b",
    r"(?:[\"'“‘]?we[\"'”’]? )?(?:will|may) use the (?:details|information|data) you have shared\b",
    # Gifts and memberships.
    r"(?:please )?(?:consider )?support(?:ing)? (?:our|independent|local|quality|free) "
    r"(?:journalism|reporting|newsroom|news)(?= (?:from|by|with|today|for|and become)\b|[.!:,;]|$)",
    r"your (?:donation|gift|support|contribution|subscription|membership) "
    r"(?:keeps|helps|makes|funds|allows|enables|means|powers|will)\b",
    r"if you (?:value|like|enjoy|appreciate|believe in|can|are able)\b"
    r".*\b(?:making a (?:contribution|donation)|support(?:ing)? (?:us|our)|subscrib|supporter)",
    r"we (?:rely|depend) on (?:our readers|readers|donations|you|the support)\b",
    r"(?:if you can, )?please consider (?:supporting|donating to|joining) (?:us|our)\b",
    r"(?:please )?(?:donate|give)(?: now| today| here| to (?:us|our)\b.*)?[.!]?$",
    r"(?:please )?(?:make a (?:gift|donation|contribution)|become a (?:\w+ )?(?:member|supporter"
    r"|subscriber|patron)|buy us a coffee)(?= (?:of any|today|now|here|from|and)\b|[.!]|$)",
    r"thank you for (?:reading(?= our\b|[.!]|$)|(?:supporting|subscribing|signing up"
    r"|your (?:support|subscription|feedback|interest))\b)",
    # Newsletters and alerts.
    r"(?:please )?(?:sign ?up|subscribe)(?: here| now| today| for free| free)+\b",
    r"(?:please )?(?:sign ?up|subscribe|register)(?: here| now| today| free)* (?:for|to)"
    r" (?:\w+ )?(?:our|the|\S+['’]s?|this)\b.*\b(?:newsletters?|podcast|inbox|briefing)\b",
    r"(?:please )?(?:sign ?up|subscribe) (?:for|to) (?:our\b|the .*\btoday\b)",
    r"get (?:our|the|\S+['’]s) .*\b(?:newsletter|inbox)\b",
    r"(?:please )?(?:enter your|invalid) e-?mail\b",
    r"(?:please )?check your (?:inbox|e-?mail)\b",
    r"you can (?:also )?(?:unsubscribe|sign ?up|subscribe|get .* delivered)\b",
    r"a version of this (?:story|article|column|piece) (?:first |originally )?appear(?:s|ed) in\b"
    r".*\bnewsletter\b",
    r"stay (?:up[- ]to[- ]date|in the know|informed)\b",
    # Walls and accounts.
    r"(?:this|these) (?:article|story|content|page|articles|stories) (?:is|are) (?:only )?"
    r"(?:for|available|exclusive|exclusively|reserved)\b.*\b(?:subscribers|members)\b",
    r"(?:please )?(?:subscribe|log ?in|sign ?in|sign ?up|register|create (?:a|an|your)"
    r"(?: free)? account)(?: or \w+(?: in| up)?| now| today)* "
    r"(?:to (?:continue|keep|read|view|unlock|access|comment|save)|for (?:full|unlimited))\b",
    r"(?:not|already) (?:yet )?(?:an? (?:\w+ )?(?:subscriber|member)|registered|subscribed"
    r"|have an account)\?",
    r"to (?:read|see|view|access|continue reading)\b.*\b(?:article|story|stories|report), "
    r"(?:please )?"
    r"(?:subscribe|log in|sign in|register)\b",
    r"you(?:['’]ve| have) (?:read|reached|used)\b.*\b(?:free (?:article|stor)|article limit)",
    r"you have \d+ (?:free )?(?:articles?|stories|story)\b.*\b(?:left|remaining)\b",
    r"unlock (?:(?:unlimited|full) access|this article|(?:all|more) (?:articles|stories))\b"
    r"|unlimited (?:digital )?access[.!]?$",
    # Comments.
    r"comments (?:are|have been) (?:now )?(?:closed|moderated|disabled|turned off|switched off)\b",
    r"be the first to comment\b",
    r"your e-?mail address will not be published\b",
    r"(?:please )?read our (?:community|comment\w*|house) (?:guidelines|rules|standards|policy)\b",
    r"this comment (?:contains spoilers|(?:has been|was) (?:removed|deleted|hidden))\b",
    # Sharing and following.
    r"(?:share|print|save|e-?mail) this (?:article|story|page|post)"
    r"(?= (?:on|with|to|via)\b|[.!:]|$)",
    r"(?:click|tap|swipe|press) here (?:to|for|if)\b",
    rf"(?:(?:follow|like|find|join) us|follow (?:the )?[\w. ]{{2,30}}) on (?:{_NETWORKS})\b",
    r"(?:follow|join) @\w+",
    r"(?:join|follow|subscribe to) our (?:[\w-]+ ){0,3}"
    r"(?:channel|group|page|community|coverage|blog|reporters?|updates)\b",
    r"download (?:our|the(?: \w+){1,3}) app\b",
    r"turn on (?:push )?notifications\b",
    r"add us as\b.*\bsource\b",
    # Mistakes and tips.
    r"to (?:suggest|report|submit|request|flag) (?:an?|any) "
    r"(?:correction|clarification|error|typo)(?: or \w+)?[,:]? "
    r"(?:please|write|e-?mail|contact|click|use|in this|on this)\b",
    r"you can also highlight\b",
    r"(?:do you )?(?:have|got) (?:a|any|more) (?:news )?(?:stor(?:y|ies)|tips?|questions?"
    r"|information|views)\b[^?]*\?$",
    r"(?:please )?let us know (?:if|what|in)\b|we want to hear (?:from you|your)\b|have your say\b",
    r"e-?mail (?:your \w+ to )?(?:tips?|news|newsroom|desk|editors?)@",
    r"(?:tell|ask) us (?:here|below|what you|about your|your)\b",
    r"if you have (?:any )?(?:questions?|comments?|feedback|concerns)\b.*\b(?:e-?mail|write to"
    r"|contact)\b.*(?:@|\bus\b)",
    r"do you want to comment\b|you must be (?:registered|logged in)(?: to (?:comment|post))?[.!]?$",
    # More pages of the site.
    r"for (?:more|all the latest|the latest)\b(?! information)[^.]*\b(?:stories|news|coverage"
    r"|headlines)\b[^.]*\b(?:visit|click|see our|go to|sign up|subscribe|follow)\b",
    r"check out (?:our|more of our|all our)\b",
    r"(?:read|see|view|watch|hear) (?:the|our) (?:full|original|rest of the|complete) "
    r"(?:story|article|interview|report|coverage|piece|list)(?: here| below| on \w+)?[.:]?$",
    r"(?:read|see) the original (?:article|story)\b",
    r"(?:the )?(?:story|article) continues(?: (?:below|after|under)\b|[.…]*$)",
    r"continue reading(?: below| the (?:main )?(?:story|article))?[.:]?$",
    r"listen to our\b.*\bpodcast\b",
    r"(?:take|test yourself with) (?:our|\S+['’]s) .*\bquiz\b",
    r"check your local forecast\b",
    # Players.
    r"listen to this (?:article|story|episode|report)(?= ?\(?\d|[.:!]|$)",
    r"this audio (?:is|was|has been) (?:auto-?)?(?:generated|automat)",
    r"hit play on\b",
    # Rights, first and later printings.
    r"©|\(c\) ?\d{4}\b|copyright ?(?:©|\(c\))",
    r"copyright,? \d{4}(?:[,.]|(?-i:(?: (?:[A-Z0-9&][\w.&'’-]*|the|of|and|by))+[.]?$))",
    r"all rights (?:are )?reserved[.]?$",
    r"(?:this (?:material|content|article|story)|no part of this \w+) may (?:not )?be "
    r"(?:re-?)?(?:published|produced|broadcast|copied|distributed|printed|used)",
    r"this (?:article|story|report|piece|post|column|interview|essay) (?:was|is|has been) "
    r"(?:originally |first |also )?(?:re)?(?:published|printed|produced|syndicated"
    r"|translated (?:from|by))\b",
    r"(?:first|originally) published:?"
    r"(?-i:(?: (?:[A-Z0-9][\w.:]*|on|in|at|by|the|a\.m\.?|p\.m\.?),?)+[.]?$)",
    r"re(?:published|printed|produced) (?:with|by|under)\b.*\b(?:permission|licen[cs]e)\b",
    r"this (?:article|story|piece) is part of (?:our|a|the) [\w ]*(?:series|project|package)\b",
    r"this is (?:a (?:syndicated|developing|breaking)|an? (?:auto-?generated|edited)) ?"
    r"(?:\w+[ -]?)?(?:story|feed|news|article|report|situation|transcript)\b",
    r"(?:please )?check back (?:here |later |soon )?(?:for|later|soon|often)\b",
    r"this (?:story|article|page|post|report) (?:was|has been|will be|is being) (?:last )?updated"
    r"(?= (?:with|on|to|as|at|throughout|regularly)\b|[.]|$)",
)
# Stock phrases wherever they stand in a sentence.
_INSIDE = any_of(
    r"\b(?:delivered|straight|directly|right) (?:\w+ )?to your (?:inbox|mailbox)\b",
    r"\b(?:every \w+|daily|weekly|newsletters?)\b.*\bin your inbox\b",
    r"\bin your inbox (?:every|daily)\b",
    r"\bsign up (?:here|right here)\b",
    r"\bcancel (?:at )?any ?time[.!]?$",
    r"\bscroll down for\b",
    r"\bwherever you get your podcasts\b",
    r"\bnot responsible for the content of external (?:web)?sites\b",
)
# What may stand beside a stock phrase without reporting anything.
_ASIDE = any_of(
    r"\b(?:you|your|you're|our|us|we|here)\b",
    r"^(?:explore|discover|stay|find|get|join|learn|catch up|read|see|watch|listen|play|follow)\b",
    r"^(?:want|need|looking for|love|like|enjoying|prefer)\b.*\?$",
    r"\b(?:(?:funded|supported|owned) by|relies on) (?:its|our|the) readers\b",
    r"\bsubscrib|\blog in\b|\bsign in\b|\bnewsletter\b|\bprivacy policy\b",
)
_SAID = re.compile(
    r"\b(?:said|says|told|tells|asked|wrote|writes|urged|warned|insist(?:s|ed)|admitted|announced"
    r"|argued|added|advised|pleaded|promised|shouted|showed|shows|found|ruled|recalled|predicted"
    r"|demanded|replied|testified|according to)\b",
    re.IGNORECASE,
)
_QUOTED = tuple("\"“„«‘'‹")
_SENTENCES = re.compile(r"(?<=[.!?])(?<!\b[DM]r\.)(?<!\bMrs\.)\s+")
_NOTED = re.compile(r"[(\[►*•\s]*(?:(?:editor['’]s )?note|update):\s+", re.IGNORECASE)

_POINTER = re.compile(
    r"(?:read (?:more|also|next|this)|related|see also|also read|more|watch|listen|read"
    r"|don['’]t miss|in (?:pictures|photos|case you missed it)|explained|opinion"
    r"|you (?:may|might)(?: also)? like|live(?: updates| blog)?|full coverage|go deeper"
    r"|listen to our podcast)\s*[:|»›→]\s*\S.*",
    re.IGNORECASE,
)
# A label glued to its headline is what is left of a link: "Sour note:Fans wait for the tickets".
_GLUED = re.compile(r"[^\W\d][^:.!]{1,60}:(?=[A-ZÀ-Þ'‘\"“])\S+(?: \S+){4,}")


def is_service(text: str) -> bool:
    """Whether a paragraph only speaks to the reader as a reader of this site."""
    if len(text) > LONGEST_CHARACTERS or len(text.split()) > SERVICE_WORDS:
        return False
    if is_furniture(text) or _is_pointer(text):
        return True
    if text.startswith(_QUOTED) or _SAID.search(text):
        return False
    sentences = _SENTENCES.split(_NOTED.sub("", text, count=1).strip("()[]►*• "))
    stock = [bool(_OPENERS.match(s) or _INSIDE.search(s)) for s in sentences]
    others = (sentence for sentence, known in zip(sentences, stock, strict=True) if not known)
    return any(stock) and all(map(_ASIDE.search, others))


def _is_pointer(text: str) -> bool:
    """A pointer ends in a headline: what ends in a full stop is a sentence of the article."""
    return (
        bool(_POINTER.fullmatch(text) or _GLUED.fullmatch(text))
        and not text.endswith((".", ".”", ".’", '."'))
        and not _SAID.search(text)
    )
