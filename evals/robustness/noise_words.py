"""Our own words for news that nobody ever reported: invented people, places and papers."""

from __future__ import annotations

from collections.abc import Mapping

PLACES = tuple(
    """Orrenholt Vassmere Tarnby Quillstead Lunskaya Brethany Ostervale Nimbrook Calderwick Sorvenna
    Pellmark Haverstow Drumlarrow Zelbridge Marrowby Ettenfell Kossgrave Wendlebury Ravenshore
    Thistleford""".split()
)
PEOPLE = (
    "Ottilie Varnholm", "Bram Kestrow", "Ingeborg Tallis", "Desmond Orrick", "Petronella Vance",
    "Casimir Brandt-Ulley", "Wilhelmina Soar", "Alaric Penhallow", "Thora Mexborough",
    "Lucian Fairbottom", "Hesper Wynyard", "Rufus Galbraithe", "Odalys Quint", "Emeric Stonham",
    "Philippa Drewitt", "Anselm Tarrabin",
)  # fmt: skip
ADJECTIVES = ("Orrenian", "Vassmeric", "Pellmarkish", "Sorvennese", "Ettenfellian", "Kossgravian")
OUTLETS = (
    "Orrenholt Gazette", "Vassmere Evening Post", "Pellmark Courier", "Sorvenna Tribune",
    "Calderwick Observer", "Ravenshore Dispatch",
)  # fmt: skip

# By subject: headlines, then sentences; each subject has more of both than one article uses.
HEADLINES: Mapping[str, tuple[str, ...]] = {
    "council": (
        "{place} council puts off vote on parking",
        "Library hours to be cut in {place}",
        "{place} councillors quarrel over a footbridge",
        "New bins for {place} after months of complaints",
    ),
    "sport": (
        "{place} hold {other} to a draw in the rain",
        "Late goal sends {place} Rovers past {other}",
        "{person} leaves {place} after a poor season",
        "{place} rowers top the table again",
    ),
    "weather": (
        "Fog keeps ferries to {place} in port",
        "Frost warning for gardeners around {place}",
        "{place} counts the cost of a windy night",
        "Dry spring leaves {place} short of water",
    ),
    "business": (
        "Furniture maker in {place} takes on staff",
        "{place} bakery chain opens in {other}",
        "Rents rise again in the centre of {place}",
        "Quarry near {place} changes hands",
    ),
}
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "council": (
        "The decision had been expected in spring, but {person} asked for another round of talks.",
        "About {number} residents had signed a petition against the plan.",
        "{person}, who sits on the planning committee, called the delay regrettable.",
        "A spokesman for the town hall said that the money was there but the staff were not.",
        "The neighbouring town of {other} went through the same dispute {few} years ago.",
        "The works are to cost {number},000 crowns, most of it paid from the district's reserves.",
        "The next sitting is open to the public and will be held in the old corn exchange.",
        "Shopkeepers along the canal fear that customers will stay away.",
        "A model of the site can be seen in the foyer until the end of the month.",
        "{person} proposed to try the idea in one street first.",
        "The clerk read out {few} letters, most of them against.",
        "Buses will be sent round by the cattle market in the meantime.",
    ),
    "sport": (
        "A crowd of {number} watched in steady rain as the visitors sat deep.",
        "{person} struck the post early on and saw a second effort cleared off the line.",
        "The coach, {person}, said his side had deserved more from the afternoon.",
        "It was the club's {few}th match without defeat in front of its own supporters.",
        "{other} had travelled without their captain, who hurt a knee in training.",
        "The referee let play go on when both benches thought that he had whistled.",
        "Tickets for the return leg go on sale at the clubhouse next week.",
        "Both teams stay in the middle of the regional league.",
        "{person} came on late and was booked for arguing.",
        "The groundsman had pumped water off the pitch until noon.",
        "A fall in the final bend cost {other} the lead.",
        "The club has not said who will train the juniors next season.",
    ),
    "weather": (
        "The harbour master counted {number} passengers who had to spend the night on benches.",
        "Gusts reached {gust} kilometres an hour on the headland, the station at {other} noted.",
        "{person}, who keeps bees outside the town, had never seen anything like it.",
        "Forecasters expect a calmer week, with a few showers over high ground.",
        "Firefighters were called out {few} times, mostly to fallen branches.",
        "Schools in the valley opened an hour later than usual.",
        "No one was hurt, but the roof of a riding hall has to be replaced.",
        "Farmers hope that the soil will recover before the sowing begins.",
        "The river stood {number} centimetres above its usual mark by evening.",
        "{person} of the lifeboat station praised the volunteers.",
        "Trains to {other} ran late but ran.",
        "The botanical garden brought its lemon trees indoors.",
    ),
    "business": (
        "The family firm employs {number} people and has never published its accounts.",
        "{person}, the managing partner, spoke of a cautious step after lean years.",
        "Turnover rose by {few} percent over the past twelvemonth, mainly on orders from {other}.",
        "The unions welcomed the news and asked for a pay round before winter.",
        "A loan from the savings bank covers {number},000 crowns of the outlay.",
        "Two rivals had looked at the site and thought it too far from the motorway.",
        "{person} of the chamber of trade said that others might follow.",
        "Deliveries from the new hall are to begin before the holidays.",
        "{person} will stay on as an adviser after the handover.",
        "The old sign over the gate is to go to the local museum.",
        "Around {number} people applied for the new posts.",
        "Customers in {other} will notice nothing, the firm said.",
    ),
}
# For news that competes with a real headline: {topic} is that headline with invented names.
TOPICAL: tuple[str, ...] = (
    "{topic}, the {outlet} reported, citing people in {place}.",
    "{person} was the first to speak of it in public: “This concerns all of us in {place}.”",
    "Papers kept by the town archive are filed under {words}.",
    "A meeting about {words} drew {number} people to the assembly rooms in {other}.",
    "{person}, asked about {words}, would not be drawn on when a decision might come.",
    "Officials in {other} said that they had learned of it from the wireless.",
    "What becomes of it is to be settled after the holidays, {person} added.",
    "The matter has kept {place} busy for {few} months.",
)
