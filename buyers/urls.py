"""Pages for buyers and for everybody."""

from django.urls import path

from buyers.views import catalogue, home, products

app_name = "buyers"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.desk, name="desk"),
    path("how-we-vet/", home.vetting, name="vetting"),
    path("for-suppliers/", home.for_suppliers, name="for-suppliers"),
    path("destination/", catalogue.choose_destination, name="destination"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/count/", catalogue.count, name="count"),
    path("products/<int:pk>/", products.product, name="product"),
    path("suppliers/<int:pk>/", products.supplier, name="supplier"),
]
