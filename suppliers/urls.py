from django.urls import URLPattern, path

from suppliers.accounts import views as account_views
from suppliers.certificates import consent_views, download_views, file_views, reading_views, views
from suppliers.companies import dashboard, member_views
from suppliers.companies import views as suppliers
from suppliers.products import picture_views, type_request_views
from suppliers.products import views as products

app_name = "suppliers"

company_urls: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("start/", dashboard.start, name="start"),
    path("invitations/<slug:token>/", member_views.invitation, name="invitation"),
    path("invitations/<slug:token>/accept/", member_views.invitation_accept, name="invitation-accept"),
    path("<int:supplier_pk>/", dashboard.desk, name="desk"),
    path("<int:supplier_pk>/company/", suppliers.company, name="company"),
    path("<int:supplier_pk>/contacts/", suppliers.contacts, name="contacts"),
    path("<int:supplier_pk>/contacts/<int:pk>/", suppliers.contact, name="contact"),
    path("<int:supplier_pk>/contacts/<int:pk>/remove/", suppliers.contact_remove, name="contact-remove"),
    path("<int:supplier_pk>/account/", account_views.account, name="account"),
    path("<int:supplier_pk>/account/<int:pk>/stop/", account_views.account_stop, name="account-stop"),
    path("<int:supplier_pk>/submit/", suppliers.submit, name="submit"),
    path("<int:supplier_pk>/retract/", suppliers.retract, name="retract"),
    path("pictures/<slug:name>-<int:width>.webp", picture_views.picture, name="picture"),
    path("<int:supplier_pk>/reopen/", suppliers.reopen, name="reopen"),
    path("<int:supplier_pk>/products/", products.products, name="products"),
    path("<int:supplier_pk>/products/new/", products.product_type, name="product-type"),
    path("<int:supplier_pk>/products/without-type/", type_request_views.type_request, name="type-request"),
    path("<int:supplier_pk>/products/new/<slug:type_pk>/", products.product_new, name="product-new"),
    path("<int:supplier_pk>/products/<int:pk>/", products.product, name="product"),
    path("<int:supplier_pk>/products/<int:pk>/listing/", products.product_listing, name="product-listing"),
    path("<int:supplier_pk>/products/<int:pk>/pictures/", picture_views.picture_add, name="picture-add"),
    path(
        "<int:supplier_pk>/products/<int:pk>/pictures/<int:picture_pk>/",
        picture_views.picture_change,
        name="picture-change",
    ),
    path("<int:supplier_pk>/members/", member_views.members, name="members"),
    path("<int:supplier_pk>/members/invite/", member_views.invite, name="invite"),
    path("<int:supplier_pk>/members/<int:pk>/role/", member_views.member_role, name="member-role"),
    path("<int:supplier_pk>/members/<int:pk>/remove/", member_views.member_remove, name="member-remove"),
    path(
        "<int:supplier_pk>/invitations/<int:pk>/withdraw/", member_views.invitation_withdraw, name="invitation-withdraw"
    ),
]

certificate_urls: list[URLPattern] = [
    path("<int:supplier_pk>/certificates/", views.certificate_list, name="certificates"),
    path("<int:supplier_pk>/certificates/use/", consent_views.reading_consent, name="reading-consent"),
    path("<int:supplier_pk>/certificates/upload/", file_views.certificate_upload, name="certificate-upload"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("certificates/<int:pk>/stated/", views.certificate_stated, name="certificate-stated"),
    path("certificates/<int:pk>/readiness/", views.certificate_readiness, name="certificate-readiness"),
    path("certificates/<int:pk>/retract/", views.certificate_retract, name="certificate-retract"),
    path("certificates/<int:pk>/reopen/", views.certificate_reopen, name="certificate-reopen"),
    path("certificates/<int:pk>/renew/", views.certificate_renew, name="certificate-renew"),
    path("certificates/<int:pk>/delete/", views.certificate_delete, name="certificate-delete"),
    path("certificates/<int:pk>/files/", file_views.file_add, name="certificate-file-add"),
    path("certificates/files/<int:pk>/reading/", reading_views.file_reading, name="certificate-file-reading"),
    path("certificates/files/<int:pk>/remove/", file_views.file_remove, name="certificate-file-remove"),
    path("certificates/pages/<str:token>/", download_views.certificate_page, name="certificate-page"),
]

urlpatterns = [*company_urls, *certificate_urls]
