"""Addresses of invoices."""

from django.urls import path

from membership.billing import views

app_name = "billing"
urlpatterns = [
    path("<int:invoice_id>/", views.invoice, name="invoice"),
    path("<int:invoice_id>/card/", views.pay_by_card, name="card"),
    path("<int:invoice_id>/paper/<str:language>/", views.paper, name="paper"),
]
