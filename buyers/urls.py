"""Pages for buyers and for everybody, and the inbox where suppliers answer them."""

from django.urls import path

from buyers.views import (
    catalogue,
    enquiries,
    exports,
    guides,
    home,
    inbox,
    indexed,
    news,
    people,
    previews,
    products,
    shortlist,
)

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
    path("products/<int:pk>/clearances/", exports.product_clearances, name="product-clearances"),
    path("products/<int:pk>/shortlist/", shortlist.shortlist_change, name="shortlist-change"),
    path("suppliers/<int:pk>/", products.supplier, name="supplier"),
    path("suppliers/<int:pk>/clearances/", exports.supplier_clearances, name="supplier-clearances"),
    path("clearances/", exports.all_clearances, name="all-clearances"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:type_slug>/", guides.guides_of_type, name="guides-of-type"),
    path("guides/<slug:type_slug>/<slug:place_slug>/", guides.guide_page, name="guide"),
    path("news/", news.news, name="news"),
    path("news/feed/", news.news_feed, name="news-feed"),
    path("robots.txt", indexed.robots, name="robots"),
    path("sitemap.xml", indexed.sitemap, name="sitemap"),
    path("sitemap-<slug:name>.xml", indexed.sitemap_part, name="sitemap-part"),
    path("previews/<str:token>/", previews.page_preview, name="page-preview"),
    path("previews/<str:token>/small/", previews.page_preview_small, name="page-preview-small"),
    path("shortlist/", shortlist.shortlist, name="shortlist"),
    path("profile/", people.profile, name="profile"),
    path("enquire/", enquiries.enquire, name="enquire"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/read/", enquiries.enquiry_read, name="enquiry-read"),
    path("supplier/<int:supplier_pk>/enquiries/", inbox.inbox, name="inbox"),
    path("supplier/<int:supplier_pk>/enquiries/<int:pk>/", inbox.inbox_thread, name="inbox-thread"),
    path("supplier/<int:supplier_pk>/enquiries/<int:pk>/read/", inbox.inbox_read, name="inbox-read"),
]
