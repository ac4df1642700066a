"""Words that turn a sentence round: opposites, words that deny, and words that only suppose."""

from __future__ import annotations

from index.words import stem

# Opposites that turn a sentence round wherever they stand. Each side is one meaning.
_OPPOSITES = """
    rise rose risen increase grow grew grown growth climb surge soar jump gain swell \
| fall fell fallen decrease decline drop shrink shrank plunge plummet slump tumble sink sank
    raise boost expand strengthen widen | cut lower reduce slash shrink weaken narrow curb
    higher larger bigger greater stronger | lower smaller weaker
    win won victory beat defeat triumph | lose lost loss
    succeed success successful | fail failed failure unsuccessful
    approve accept adopt ratify endorse agree | reject refuse decline veto disapprove disagree
    support back favour favor | oppose opposition resist
    confirm admit acknowledge | deny denied dispute
    allow permit legalise legalize authorise authorize | ban forbid prohibit block outlaw bar
    start begin began begun launch resume continue | end stop halt cease suspend pause quit
    open reopen | close shut
    arrive arrival enter | leave left depart departure exit
    join | leave left quit withdraw
    buy bought purchase | sell sold
    import | export
    hire recruit appoint | fire sack dismiss
    attack | defend
    advance | retreat withdraw
    accelerate | slow
    improve better | worsen worse deteriorate
    good | bad
    positive | negative
    success | failure
    friend ally allies | enemy enemies foe rival
    convict guilty | acquit innocent clear
    arrest detain jail imprison | release free freed
    survive alive | die died dead kill death
    praise welcome hail | criticise criticize condemn denounce slam
    love | hate
    include | exclude
    remember | forget forgot forgotten
    safe | dangerous unsafe
    rich | poor
    cheap | expensive
    hot warm | cold
    public | private
    male man men | female woman women
    majority | minority
    maximum | minimum
    hope optimistic optimism | fear pessimistic pessimism
    build built construct | destroy demolish
    create | abolish scrap
    send sent | receive
    give gave given | take took taken
    lift | impose
    legal | illegal
    war | peace
    true | false
    possible | impossible
    likely | unlikely
    able | unable
    present | absent
    unite | divide
    near | far
"""
# Opposites that many a sentence has both of: they count only in the same place of a copied one.
_IN_PLACE = """
    before ahead | after following
    until | since
    over above exceeding | under below beneath
    more most | less fewer least
    up | down
    in into inside within | out outside
    on | off
    to towards | from
    for | against
    with | without
    first | last second
    earlier early | later late
    former | current new future next
    old older elder | new young younger
    north northern | south southern
    east eastern | west western
    left | right
    long longer | short shorter
    high | low
    all every both | no none some neither few
    many | few
    always | never rarely sometimes
    pro | anti
    and | or
    his he him | her she hers
    will shall must | may might could would should can
    is was are were | may might could would should
    did | will
    can could | must
"""
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de")
_NO_DENIAL = frozenset(
    map(
        stem,
        "unanimous incentive decent discharge discount discourse incorporate defence default defeat"
        " inform import impact imprisoned impress imprint department depend independence despite"
        " deserve design detail detention display displayed deposit deportation dispatch dismiss"
        " delight distribute district insight intend intense intent invest invent instance"
        " inscription description insurgency inhabit inherit undoubtedly unveiled unrest unless"
        " deceased devoted determination definite influx invited".split(),
    )
)
_LEAST_LETTERS = 4  # of a word that a prefix denies: "into" is not the opposite of "to"

DENIALS = frozenset(
    "no not never none nobody nothing neither nor without hardly barely cannot".split()
)
# What follows one of these is not said to be so; "alleged" is dropped only by making it a fact.
SUPPOSING = frozenset(
    "deny denies denied denying refuse refuses refused refusing reject rejects rejected fail fails"
    " failed doubt doubts doubted whether if unless threaten threatens threatened may might could"
    " would should alleged allegedly reportedly suspected possibly perhaps almost nearly unlikely"
    " likely false falsely".split()
)


def _sides(table: str) -> dict[str, dict[int, int]]:
    """For each stem, the lines it is in, and on which side."""
    sides: dict[str, dict[int, int]] = {}
    for number, line in enumerate(table.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(stem(word), {})[number] = side
    return sides


_EVERYWHERE = _sides(_OPPOSITES)
_THERE = _sides(_IN_PLACE)


def is_opposite(one: str, other: str) -> bool:
    """Whether two stems say opposite things wherever they stand: "rose" and "fell"."""
    return _on_two_sides(one, other, _EVERYWHERE) or _is_denied_by_prefix(one, other)


def is_opposite_in_place(one: str, other: str) -> bool:
    """Whether one stem for the other, all else the same, turns a sentence round."""
    return is_opposite(one, other) or _on_two_sides(one, other, _THERE)


def means_like(one: str, other: str) -> bool:
    """Whether two stems are on the same side of a pair of opposites: "rose" and "grew"."""
    here, there = _EVERYWHERE.get(one, {}), _EVERYWHERE.get(other, {})
    return one == other or any(there.get(number) == side for number, side in here.items())


def _on_two_sides(one: str, other: str, sides: dict[str, dict[int, int]]) -> bool:
    here, there = sides.get(one, {}), sides.get(other, {})
    return any(there.get(number, side) != side for number, side in here.items())


def _is_denied_by_prefix(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= _LEAST_LETTERS
        and longer not in _NO_DENIAL
        and any(longer == prefix + shorter for prefix in _PREFIXES)
    )
