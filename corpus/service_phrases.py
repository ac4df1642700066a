"""The stock phrases of news sites: of cookies, gifts, newsletters, walls, comments and rights.

Chosen with the labelled lines of the tests in view, and the paragraphs that sites repeat.
"""

from __future__ import annotations

from corpus.furniture import any_of

_NETWORKS = (
    "facebook|twitter|x|instagram|whatsapp|telegram|tiktok|youtube|linkedin|threads|bluesky"
    "|mastodon|snapchat|flipboard|reddit|google news|social media"
)
# Stock phrases that begin a sentence.
OPENERS = any_of(
    # Cookies, consent and scripts.
    r"(?:we|this (?:web)?site|our (?:web)?site) (?:also )?(?:uses?|stores?|sets?|places?)"
    r" (?:\w+ )?cookies\b",
    r"you (?:have|can)(?: not|['’]t)? (?:consent|agree|opt|declin|reject)\w*\b.*"
    r"\b(?:content|cookies|settings|tracking|ads|advertising)\b",
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
    r"this (?:embedded )?(?:content|video|post|page|player|media|feature) "
    r"(?:(?:(?:is|was|has been) (?:currently )?(?:not|no longer)|can ?not be|can['’]t be"
    r"|could not be) (?:currently )?(?:available|supported|displayed|loaded|shown|played)\b"
    r"|(?:is|has been) blocked (?:[io]n|by) (?:your|this)\b)",
    r"loading(?: \w+){0,3}(?:\.{3}|…)$",
    r"we (?:process|collect|store|share) your (?:personal )?(?:data|information|details)\b",
    r"(?:please )?read our (?:\w+ )?(?:privacy|cookie|editorial|terms|ethics)\b",
    r"(?:[\"'“‘]?we[\"'”’]? )?(?:will|may) use the (?:details|information|data) you have shared\b",
    # Gifts and memberships.
    r"(?:please )?(?:consider )?support(?:ing)? (?:our|independent|local|quality|free) "
    r"(?:journalism|reporting|newsroom|news)(?= (?:from|by|with|today|for|and become)\b|[.!:,;]|$)",
    r"(?:please |you can )?support (?:us|our (?:work|team|reporters))"
    r"(?= (?:from|by|with|today|for|now|here|if)\b|[.!:]|$)",
    r"if everyone (?:reading|who reads) this\b",
    r"our (?:newsroom|journalis\w+|reporters?|reporting|work|team|coverage)\b.*"
    r"\b(?:needs?|depends?|relies|rely|thanks)\b.*\b(?:you|your|readers|donat\w+|members)\b",
    r"our [^.]{0,60}(?:is|are) (?:\w+ )?(?:supported|made possible|funded)\b",
    r"help us (?:\w+ ){1,6}(?:by|with) (?:donating|giving|subscribing|joining|a (?:gift|donation))",
    r"\S+(?: \w+){0,3} is free (?:to read |for everyone )?thanks to (?:its|our) "
    r"(?:members|readers)\b",
    r"did you (?:enjoy|like|spot|see|notice|find)\b.*\b(?:this|an?) "
    r"(?:article|story|piece|mistake|error|typo)\b[^?]*\?$",
    r"if you (?:liked|enjoyed) this (?:story|article|piece|episode)\b",
    r"will you (?:chip in|donate|contribute|help us|join us"
    r"|support (?:(?-i:us)|our (?:work|journalism|reporting|newsroom)))\b",
    r"(?:stand|join) with us[.!]?$",
    r"your (?:donation|gift|support|contribution|subscription|membership) "
    r"(?:keeps|helps|makes|funds|allows|enables|means|powers|will)\b",
    r"if you (?:value|like|enjoy|appreciate|believe in|can|are able)\b"
    r".*\b(?:making a (?:contribution|donation)|support(?:ing)? (?:us|our)|subscrib|supporter)",
    r"we (?:rely|depend) on (?:our readers|readers|donations|you|the support)\b",
    r"(?:if you can, )?please consider (?:supporting|donating to|joining) (?:us|our)\b",
    r"(?:please )?(?:donate|give)(?: now| today| here| to (?:us|our)\b.*)?[.!]?$",
    r"(?:please )?(?:make a (?:gift|donation|contribution)|become a (?:\w+ )?(?:member|supporter"
    r"|subscriber|patron)|buy us a coffee)(?= (?:of any|today|now|here|from|and)\b|[.!]|$)",
    r"(?:thank you|thanks) for (?:reading(?= our\b|[.!]|$)|(?:supporting|subscribing|signing up"
    r"|your (?:support|subscription|feedback|interest))\b)",
    # Newsletters and alerts.
    r"(?:please )?(?:sign ?up|subscribe)(?: here| now| today| for free| free)+\b",
    r"(?:please )?(?:sign ?up|subscribe|register)(?: here| now| today| free)* (?:for|to)"
    r" (?:\w+ )?(?:our|the|\S+['’]s?|this)\b.*\b(?:newsletters?|podcast|inbox|briefing)\b",
    r"(?:please )?(?:sign ?up|subscribe) (?:for|to) (?:our\b|the .*\btoday\b)",
    r"(?:please )?(?:sign ?up|subscribe|register)(?: here| now| today)* to (?:receive|get)\b",
    r"get (?:our|the|\S+['’]s) .*\b(?:newsletter|inbox)\b|get our (?:newsletter|app)\b",
    r"get (?:notified|alerts?|notifications|e-?mails?)\b.*\b(?:when|about|from) (?:we|our|us)\b",
    r"to (?:get|receive)\b.*\b(?:sign ?up|subscribe) (?:for|to)\b.*\bnewsletter\b",
    r"(?:forward|send|recommend) (?:it|this\b.*) to (?:a friend|friends|someone)\b",
    r"delivered (?:every|each) (?:\w+day|morning|evening|week|month)[.!]?$",
    r"never miss (?:a|another) (?:story|article|update|issue|episode)\b",
    r"(?:\* ?)?(?:indicates|denotes|marks) (?:a )?required(?: fields?)?[.]?$",
    r"i (?:agree|consent|want|would like) to (?:receive|get|be contacted)\b",
    r"you (?:are|have been|have) (?:now |successfully |already )+"
    r"(?:subscribed|signed up|registered|logged in)\b",
    r"(?:please )?(?:(?:enter|provide|type|fill in) (?:an?|your)(?: valid)?|invalid) e-?mail\b",
    r"join (?:the |our |more than |over )*[\d][\d,.]* (?:\w+ )?(?:readers|subscribers|members)\b",
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
    r"(?:this is|you(?:['’]re| are) reading) an? (?:\w+ )?(?:premium|free|paid|subscriber-only"
    r"|members?-only) (?:article|story|preview)\b",
    r"subscribers (?:can )?(?:read|get|enjoy|have) (?:everything|full access|unlimited)\b",
    r"to (?:continue|keep) reading\b",
    r"try (?:us |it )?(?:free|(?:for )?(?:\w+) (?:months?|weeks?)) for\b",
    r"(?:please )?(?:log|sign) in to read it[.!]?$",
    r"the (?:rest|remainder|full text|full version) of this (?:article|story|piece|interview)\b",
    r"unlock (?:(?:unlimited|full) access|this article|(?:all|more) (?:articles|stories))\b"
    r"|unlimited (?:digital )?access[.!]?$",
    # Comments.
    r"comments (?:on this \w+ )?(?:are|have been|will be) (?:now |all )?"
    r"(?:closed|moderated|disabled|turned off|switched off)\b",
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
    r"|information|views)(?: for us| to share| (?:about|on) this (?:story|article))?\?$",
    r"(?:please )?let us know (?:if|what|in)\b|we want to hear (?:from you|your)\b|have your say\b",
    r"e-?mail (?:your \w+ to )?(?:tips?|news|newsroom|desk|editors?)@",
    r"(?:tell|ask) us (?:here|below|what you|about your|your|in the (?:comments|form))\b",
    r"(?:please )?click (?:on )?(?:the|this) (?:link|button|banner)\b",
    r"if you have (?:any )?(?:questions?|comments?|feedback|concerns)\b.*\b(?:e-?mail|write to"
    r"|contact)\b.*(?:@|\bus\b)",
    r"do you want to comment\b|you must be (?:registered|logged in)(?: to (?:comment|post))?[.!]?$",
    # More pages of the site.
    r"for (?:more|all the latest|the latest)\b(?! information)[^.]*\b(?:stories|news|coverage"
    r"|headlines)\b[^.]*\b(?:visit|click|see our|go to|sign up|subscribe|follow)\b",
    r"check out (?:our|more of our|all our)\b",
    r"for more (?:on|about|from)\b.*\b(?:see|visit|read|click|go to|listen to) (?:our|this|here)\b",
    r"scroll (?:down )?(?:to|for)\b",
    r"(?:read|see|view|watch|hear) (?:the|our) (?:full|original|rest of the|complete) "
    r"(?:story|article|interview|report|coverage|piece|list)(?: here| below| on \w+)?[.:]?$",
    r"(?:read|see) the original (?:article|story)\b",
    r"(?:the )?(?:story|article) continues(?: (?:below|after|under)\b|[.…]*$)",
    r"continue reading(?: below| the (?:main )?(?:story|article))?[.:]?$",
    r"listen to our\b.*\bpodcast\b",
    r"check out the\b.*\b(?:podcast|newsletter|hub|channel|app)\b",
    r"(?:watch|listen to|hear|see) the (?:full|whole|entire) (?:interview|episode|video|show|clip)"
    r"(?: (?:here|below|on our \w+))?[.:!]?$",
    r"play (?:our|the|today['’]s)\b.*\b(?:crosswords?|puzzles?|quiz)\b",
    r"(?:take|test yourself with) (?:our|\S+['’]s) .*\bquiz\b",
    r"check your local forecast\b",
    # Players.
    r"listen to this (?:article|story|episode|report)(?= ?\(?\d|[.:!]|$)",
    r"this audio (?:is|was|has been) (?:auto-?)?(?:generated|automat)",
    r"hit play on\b",
    r"this transcript (?:was|has been|is) (?:auto\w*|created|generated|edited|produced|machine)\b",
    # Shopping.
    r"prices (?:and \w+ )?(?:were|are) (?:accurate|correct) (?:at|as of|when)\b",
    r"(?:\W*)recommendations are (?:independently )?chosen by\b",
    r"purchases (?:you make|made) (?:through|via|using) (?:our|the|these) links\b",
    r"if you (?:buy|purchase|click)\b.*\blinks?\b.*\bcommission\b",
    r"(?:its|our) content is produced independently of\b",
    # Who paid for it, who wrote it.
    r"this (?:content|article|post|page|advertisement) (?:is|was|has been) (?:paid for|sponsored"
    r"|created by|presented by|supported by)\b",
    r"(?:except for the headline, )?this (?:story|article|report) has not been "
    r"(?:edited|created|written|checked)\b",
    # Rights, first and later printings.
    r"all (?:content|text|material|images)\b.*(?:©|\bcopyright|\breserved)",
    r"(?:please )?do not (?:reproduce|copy|republish|redistribute)\b",
    r"©|\(c\) ?\d{4}\b|copyright ?(?:©|\(c\))",
    r"copyright,? \d{4}(?:[,.]|(?-i:(?: (?:[A-Z0-9&][\w.&'’-]*|the|of|and|by))+[.]?$))",
    r"all rights (?:are )?reserved[.]?$",
    r"(?:this (?:material|content|article|story)|no part of this \w+) may (?:not )?be "
    r"(?:re-?)?(?:published|produced|broadcast|copied|distributed|printed|used)",
    r"this (?:(?:article|story|piece|column) (?:was|is|has been) (?:originally |first |also )?"
    r"|(?:report|post|interview|essay) (?:was|has been) (?:originally |first ))"
    r"(?:re)?(?:published|printed|produced|syndicated"
    r"|translated (?:from|by))\b",
    r"this (?:article|story|column|essay|piece|report|interview) (?:first |originally |also )*"
    r"(?:appears|appeared|ran) (?:first |originally )?(?:in|on|at) ",
    r"reproduction\b[^.]*\b(?:without|prohibited|forbidden)\b",
    r"(?:first|originally) published:?"
    r"(?-i:(?: (?:[A-Z0-9][\w.:]*|on|in|at|by|the|a\.m\.?|p\.m\.?),?)+[.]?$)",
    r"re(?:published|printed|produced) (?:with|by|under)\b.*\b(?:permission|licen[cs]e)\b",
    r"this (?:article|story|piece) is part of (?:our|a|the) [\w ]*(?:series|project|package)\b",
    r"this is (?:a (?:syndicated|developing|breaking)|an? (?:auto-?generated|edited)) ?"
    r"(?:\w+[ -]?)?(?:story|feed|news|article|report|situation|transcript)\b",
    r"(?:please )?check back (?:here |later |soon )?(?:for|later|soon|often)\b",
    r"this (?:story|article|page|post|report)(?: and headline)? (?:was|has been|have been|will be"
    r"|is being) (?:last )?updated"
    r"(?= (?:with|on|to|as|at|throughout|regularly)\b|[.]|$)",
)
# Stock phrases wherever they stand in a sentence.
INSIDE = any_of(
    r"\b(?:delivered|straight|directly|right) (?:\w+ )?to your (?:inbox|mailbox)\b",
    r"\b(?:every \w+|daily|weekly|newsletters?)\b.*\bin your inbox\b",
    r"\bin your inbox (?:every|daily)\b",
    r"\bsign up (?:here|right here)\b",
    r"\bcancel (?:at )?any ?time[.!]?$",
    r"\b(?:may|can) (?:earn|receive) (?:us (?:and [\w ]{1,40} )?)?an? (?:\w+ )?commission\b",
    r"\bwe (?:ask|need|invite|urge) you to (?:contribute|donate|support|subscribe|consider|join)\b",
    r"\bwherever you get your podcasts\b",
    r"\bnot responsible for the content of external (?:web)?sites\b",
)
# A site's own things, of which reporting does not speak to "you" nor in the imperative.
BUSINESS = any_of(
    r"\b(?:newsletters?|third-party content|javascript|ad-?blockers?|paywall|newsroom)\b",
    r"\bour (?:journalism|reporting)\b",
    r"\b(?:relevant|personali[sz]ed) (?:advertis\w+|ads|content)\b",
    r"\b(?:privacy|cookie|notification) (?:settings|policy|notice|preferences)\b",
    r"\bfree (?:trial|articles)\b|\bdigital (?:subscription|access)\b|\bsyndicated feed\b",
)
TO_THE_READER = any_of(
    r"\b(?:you|your)\b",
    r"^(?:please )?(?:join|get|read|enter|support|stand|help|become|change|subscribe|see|try|keep"
    r"|listen|follow|visit|check|find|download|tap|choose|manage|discover|explore|browse|update)\b",
)
# What may stand beside a stock phrase without reporting anything.
ASIDE = any_of(
    r"\b(?:you|your|you're|our|(?-i:us)|we|here)\b",
    r"^(?:explore|discover|stay|find|get|join|learn|catch up|read|see|watch|listen|play|follow)\b",
    r"^(?:want|need|looking for|love|like|enjoying|prefer)\b.*\?$",
    r"^[^.!]{3,70}\?$",
    r"\b(?:independent|quality|local|honest) (?:journalism|reporting|news)\b",
    r"^(?:success|thanks|thank you|sorry|welcome|join them)\W*$",
    r"\b(?:(?:funded|supported|owned) by|relies on) (?:its|our|the) readers\b",
    r"\bpaywall\b",
    r"\bsubscrib|\blog in\b|\bsign in\b|\bnewsletter\b|\bprivacy policy\b",
)
