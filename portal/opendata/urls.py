"""Addresses for people and for other sites, in the language of the address."""

from django.urls import path

from portal.opendata import embedding, narrow_feeds

app_name = "open_data"
urlpatterns = [
    path("practices/<uuid:key>/", embedding.practice, name="practice"),
    path("card/<uuid:key>/", embedding.card, name="card"),
    path("feeds/topics/<slug:slug>/", narrow_feeds.of_topic, name="topic_feed"),
    path("feeds/news/topics/<slug:slug>/", narrow_feeds.news_of_topic, name="news_feed"),
    path("feeds/events/topics/<slug:slug>/", narrow_feeds.events_of_topic, name="events_feed"),
    path(
        "feeds/events/oblasts/<slug:soate>/",
        narrow_feeds.events_of_oblast,
        name="events_of_oblast_feed",
    ),
    path("feeds/oblasts/<slug:soate>/", narrow_feeds.of_oblast, name="oblast_feed"),
]
