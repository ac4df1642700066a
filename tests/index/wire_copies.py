"""An invented wire report, and what outlets made of it: copies, and reports that are none."""

from __future__ import annotations

WIRE = """\
A car ferry ran aground on a sandbank outside Port Ellery early on Tuesday, leaving 212 \
passengers stranded for nine hours before they were taken ashore by lifeboat.

The Island Star lost steering at about 4 a.m. in thick fog, the harbour authority said. Nobody \
was seriously hurt, but three crew members were treated for bruises.

“We heard a long scraping noise and then everything stopped,” said Marta Quill, a nurse from \
Dunmore who was on her way home with two children. “The crew were calm and handed out \
blankets.”

Divers found no damage to the hull on Tuesday afternoon. The harbour master, Edwin Sorley, said \
tugs would try to free the vessel on the high tide expected shortly after midnight.

The company that runs the line, Ellery Ferries, has cancelled all sailings until Thursday and \
offered to refund tickets. It was the second accident on the route in eighteen months.

The regional transport board opened an inquiry. Its chair, Ilse Brandt, said she wanted to know \
why a warning issued in March about the ship's steering gear had not led to repairs."""

_PARAGRAPHS = WIRE.split("\n\n")

_OTHER_LEAD = """\
More than 200 people spent nine hours on a stranded car ferry off Port Ellery on Tuesday until \
lifeboats brought them ashore."""

EDITED_LEAD_CUT_TAIL = "\n\n".join((_OTHER_LEAD, *_PARAGRAPHS[1:4]))

BRIEF = "\n\n".join(_PARAGRAPHS[:2])

_OWN_PARAGRAPHS = """\
In the waiting room at Dunmore, where the ferry should have berthed at six, relatives had been \
told nothing for most of the morning.

“I rang the company eleven times and each time I got the same recorded message,” said Tomas \
Averill, whose parents were on board and who had driven two hours to fetch them.

The café on the quay stayed open and gave away soup, its owner said, because there was nowhere \
else for people to sit."""

WITH_OWN_PARAGRAPHS = "\n\n".join((*_PARAGRAPHS[:5], _OWN_PARAGRAPHS))

# Every sentence changed in one or two words, as an outlet with its own house style does.
SUBEDITED = (
    WIRE.replace("early on Tuesday", "on Tuesday morning")
    .replace("about 4 a.m.", "around 4am")
    .replace("Nobody was seriously hurt", "No one was badly hurt")
    .replace("a long scraping noise", "a scraping noise")
    .replace("The crew were calm", "The crew stayed calm")
    .replace("no damage", "no sign of damage")
    .replace("shortly after midnight", "soon after midnight")
    .replace("all sailings", "every sailing")
    .replace("the second accident", "the second mishap")
    .replace("opened an inquiry", "launched an inquiry")
    .replace("she wanted to know", "she wished to know")
)

_NEWS = """\
Tugs pulled a car ferry off a sandbank outside Port Ellery in the small hours of Wednesday, a \
day after it ran aground with 212 passengers on board.

The Island Star was towed to a yard in Dunmore, where inspectors were to examine its steering \
gear."""

UPDATE = "\n\n".join((_NEWS, *_PARAGRAPHS[1:3], *_PARAGRAPHS[4:]))

# The same event, told by a reporter of another outlet; the nurse's words stand in both.
INDEPENDENT = """\
Passengers on the Island Star were woken by a jolt on Tuesday when the ferry hit the sands off \
Port Ellery, an hour before it was due to dock in Dunmore.

Lifeboat crews from both harbours worked until early afternoon to bring everyone to land. \
Coastguard officer Perrin Lowe said the fog had been so dense that his boat found the ferry by \
its horn.

“We heard a long scraping noise and then everything stopped,” said Marta Quill, a nurse from \
Dunmore who was on her way home with two children.

Ellery Ferries apologised and said it would cooperate with investigators. Trade unions have \
complained for years that the fleet is too old and that crews on the night run are too small.

The ship, built in 1991, was sold twice before the present owner bought it. A salvage team from \
the mainland was expected on Tuesday night."""

_LEGAL = """\
The Coastal Press is published by Coastal Media Group, which takes care to report accurately \
and welcomes letters from its readers at the usual address. To complain about something that \
was published here, write to the readers' editor within four weeks."""

_LIBRARY = """\
The library in Wexcombe reopens on Saturday after a year of building work that doubled its \
floor space. A café and a room for children were added, and the roof, which had leaked since \
the storms of 2019, was laid anew. Opening hours are longer than before, the town clerk said, \
and for the first time there will be a Sunday afternoon. Volunteers carried 14,000 books back \
from a school gymnasium."""

_DEER = """\
Farmers around Tollen Bridge have been asked to check their fences after a herd of forty red \
deer escaped from an enclosure on Friday night. Two were seen on the ring road, and drivers \
were told to slow down near the reservoir. The owner of the park believes that somebody cut the \
wire. A reward is offered for word of the animals, which are tagged in the left ear and used to \
people."""

# Two short items of sister outlets that share nothing but the house's closing lines.
BOILERPLATE = (f"{_LIBRARY}\n\n{_LEGAL}", f"{_DEER}\n\n{_LEGAL}")

COPIES = {
    "word for word": WIRE,
    "edited lead, cut tail": EDITED_LEAD_CUT_TAIL,
    "a brief": BRIEF,
    "with own paragraphs": WITH_OWN_PARAGRAPHS,
    "sub-edited": SUBEDITED,
    "a later update": UPDATE,
}
OTHERS = {
    "independently reported": (WIRE, INDEPENDENT),
    "boilerplate": BOILERPLATE,
}
