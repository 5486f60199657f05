"""Who vouches, with which status, and who acts where only the claimant or what is hit tells."""

from __future__ import annotations

import pytest

from .readings import events_of


@pytest.mark.parametrize(
    ("text", "by", "side"),
    [
        ("A drone hit Melitopol, occupation official Pavlo Test said.", "occupation official Pavlo Test", "RU"),
        ("Shells hit Bilopillia, the regional prosecutor's office said.", "the regional prosecutor's office", "UA"),
        ("A rocket hit Glushkovo, TV channel Kursk Day reported.", "TV channel Kursk Day", "media"),
        ("Russian troops gained ground at Bilopillia, the ISW judged on Sunday.", "the ISW", "independent"),
        ("Bilopillia was declared captured by Russia's military on Sunday.", "Russia's military", "RU"),
    ],
)  # fmt: skip
def test_a_claimant_behind_the_content_is_heard(text: str, by: str, side: str) -> None:
    (event,) = events_of(text)
    assert (event.claimed_by, event.claimant_side) == (by, side)


def test_the_opening_of_a_sentence_speaks_for_its_second_verb() -> None:
    (event,) = events_of("Ukraine's military did not name the town but said Russian troops had struck Bilopillia.")
    assert event.claimant_side == "UA"


def test_a_reported_loss_is_no_saying() -> None:
    (event,) = events_of("Belousov congratulated the Russian troops on the reported capture of Bilopillia.")
    assert event.claimed_by is None


def test_a_slavic_claimant_behind_the_verb_need_not_be_listed() -> None:
    (event,) = events_of("Російський дрон влучив у будинок у селищі Білопілля, повідомив Остап Незнаний.", "uk")
    assert event.claimed_by == "Остап Незнаний"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Russian defence ministry said its troops had withdrawn from Bilopillia.", "confirmed"),
        ("Ukraine's General Staff said Russian forces had captured Bilopillia.", "confirmed"),
        ("The Russian defence ministry said its troops had captured Bilopillia.", "claimed"),
        ("Satellite images show that Russian troops captured Bilopillia.", "confirmed"),
    ],
)
def test_what_the_loser_admits_or_a_picture_shows_is_confirmed(text: str, status: str) -> None:
    assert [one.status for one in events_of(text)] == [status]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Explosions were heard in Yevpatoriia on Monday.", "UA"),
        ("A Russian radar near Melitopol was wrecked by naval drones.", "UA"),
        ("In Russian-occupied Melitopol, a blast damaged a depot, drones having hit it.", "UA"),
        ("Moscow accused Ukraine of shelling Glushkovo.", "UA"),
        ("Syrskyi said the enemy had entered Bilopillia.", "RU"),
        ("Ukrainian troops took Bilopillia. Krasnopillia changed hands on Monday.", "UA"),
        ("The town of Bilopillia was retaken on Monday.", "UA"),
        ("Kyiv is in no hurry. Its forces took Bilopillia on Monday.", "UA"),
        (
            "Footage indicates that Ukrainian forces cleared Krasnopillia and pushed on in Bilopillia.",
            "UA",
        ),
        ("Белополье, остававшееся под контролем ВСУ, сегодня освобождено, сообщило Минобороны РФ.", "RU"),
        ("Наши парни держатся. По Краснополью, по Белополье всю ночь прилетали бомбы.", "RU"),
        ("Наші ще в неділю зачистили Краснопілля.", "UA"),
        ("Удары, сообщило Минобороны РФ, нанесены по скоплениям живой силы у Глушково.", "RU"),
        ("Два квартала Теткино обесточены после атаки украинских дронов.", "UA"),
    ],
)
def test_the_doer_is_found_where_the_clause_names_none(text: str, actor: str) -> None:
    assert events_of(text)[-1].actor_side == actor
