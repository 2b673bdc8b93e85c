from django.urls import URLPattern, path

from suppliers.views import (
    certificate_files,
    certificate_reading,
    certificates,
    dashboard,
    files,
    members,
    pictures,
    products,
    suppliers,
)

app_name = "suppliers"

company_urls: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("start/", dashboard.start, name="start"),
    path("invitations/<slug:token>/", members.invitation, name="invitation"),
    path("invitations/<slug:token>/accept/", members.invitation_accept, name="invitation-accept"),
    path("<int:supplier_pk>/", dashboard.desk, name="desk"),
    path("<int:supplier_pk>/company/", suppliers.company, name="company"),
    path("<int:supplier_pk>/contacts/", suppliers.contacts, name="contacts"),
    path("<int:supplier_pk>/contacts/<int:pk>/", suppliers.contact, name="contact"),
    path("<int:supplier_pk>/contacts/<int:pk>/remove/", suppliers.contact_remove, name="contact-remove"),
    path("<int:supplier_pk>/submit/", suppliers.submit, name="submit"),
    path("<int:supplier_pk>/retract/", suppliers.retract, name="retract"),
    path("pictures/<slug:name>-<int:width>.webp", pictures.picture, name="picture"),
    path("<int:supplier_pk>/reopen/", suppliers.reopen, name="reopen"),
    path("<int:supplier_pk>/products/", products.products, name="products"),
    path("<int:supplier_pk>/products/new/", products.product_type, name="product-type"),
    path("<int:supplier_pk>/products/new/<slug:type_pk>/", products.product_new, name="product-new"),
    path("<int:supplier_pk>/products/<int:pk>/", products.product, name="product"),
    path("<int:supplier_pk>/products/<int:pk>/listing/", products.product_listing, name="product-listing"),
    path("<int:supplier_pk>/products/<int:pk>/pictures/", pictures.picture_add, name="picture-add"),
    path(
        "<int:supplier_pk>/products/<int:pk>/pictures/<int:picture_pk>/", pictures.picture_change, name="picture-change"
    ),
    path("<int:supplier_pk>/members/", members.members, name="members"),
    path("<int:supplier_pk>/members/invite/", members.invite, name="invite"),
    path("<int:supplier_pk>/members/<int:pk>/role/", members.member_role, name="member-role"),
    path("<int:supplier_pk>/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
    path("<int:supplier_pk>/invitations/<int:pk>/withdraw/", members.invitation_withdraw, name="invitation-withdraw"),
]

certificate_urls: list[URLPattern] = [
    path("<int:supplier_pk>/certificates/", certificates.certificate_list, name="certificates"),
    path("<int:supplier_pk>/certificates/upload/", certificate_files.certificate_upload, name="certificate-upload"),
    path("certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("certificates/<int:pk>/stated/", certificates.certificate_stated, name="certificate-stated"),
    path("certificates/<int:pk>/readiness/", certificates.certificate_readiness, name="certificate-readiness"),
    path("certificates/<int:pk>/retract/", certificates.certificate_retract, name="certificate-retract"),
    path("certificates/<int:pk>/reopen/", certificates.certificate_reopen, name="certificate-reopen"),
    path("certificates/<int:pk>/renew/", certificates.certificate_renew, name="certificate-renew"),
    path("certificates/<int:pk>/delete/", certificates.certificate_delete, name="certificate-delete"),
    path("certificates/<int:pk>/files/", certificate_files.file_add, name="certificate-file-add"),
    path("certificates/files/<int:pk>/reading/", certificate_reading.file_reading, name="certificate-file-reading"),
    path("certificates/files/<int:pk>/remove/", certificate_files.file_remove, name="certificate-file-remove"),
    path("certificates/pages/<str:token>/", files.certificate_page, name="certificate-page"),
]

urlpatterns = [*company_urls, *certificate_urls]
