"""Columns whose names sound like data about people, and what they hold instead."""

from __future__ import annotations

NOT_ABOUT_PEOPLE = {
    "auth.Permission.name": "what a permission allows",
    "auth.Permission.codename": "the same",
    "auth.Group.name": "name of a group of rights",
    "kpmarket.TaskRun.name": "name of a task",
    "suppliers.ProductType.name_en": "name of a kind of product",
    "suppliers.ProductType.name_zh": "the same",
    "suppliers.TypeRequest.name": "name of a product",
    "suppliers.Product.name_en": "name of a product",
    "suppliers.Product.name_zh": "the same",
    "suppliers.ProductPicture.name": "random name of a file",
    "suppliers.RemovedPicture.name": "random name of a file",
    "suppliers.CertificateType.name_en": "name of a kind of document",
    "suppliers.CertificateType.name_zh": "the same",
    "suppliers.CertificateType.register_name": "name of a public register",
    "suppliers.CertificateFile.stored_name": "random name of a file",
    "suppliers.CertificatePage.stored_name": "random name of a file",
    "buyers.SavedSearch.name": "name of a search",
    "buyers.Attachment.stored_name": "random name of a file",
    "buyers.AttachmentPage.stored_name": "random name of a file",
    "trade.EvidenceFile.stored_name": "random name of a file",
    "trade.EvidencePage.stored_name": "random name of a file",
    "trade.Account.name": "name of an account of the ledger",
    "trade.StatementFile.name": "name of a file",
    "trade.ContractFile.stored_name": "random name of a file",
    "trade.Holder.name": "name of a bank or payment institution",
    "audits.Market.name": "name of a market",
    "audits.Market.name_zh": "the same",
}
