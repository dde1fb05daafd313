"""Who stands behind materials, news and events: organisations and their projects."""
