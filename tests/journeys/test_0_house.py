"""The house stands: what must be true before any story begins."""

from tests.journeys.running_site import RunningSite


def test_the_site_is_ready_and_speaks_kyrgyz_first(site: RunningSite) -> None:
    status, text = site.get("/")

    assert status == 200
    assert '<html lang="ky"' in text


def test_the_process_and_all_it_stands_on_are_well(site: RunningSite) -> None:
    assert site.get("/healthz")[0] == 200
    assert site.get("/readyz")[0] == 200
