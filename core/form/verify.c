#include "form/verify.h"

#include <unistd.h>

#include "form/fields.h"

bool gj_form_find_schema(const gj_datum *datum, gj_buffer *path)
{
    gj_document *document = datum->document;
    uint32_t node = gj_node_member(document, 0, gj_text_of("$schema"));
    const char *slash = memrchr(datum->file.data, '/', datum->file.length);

    if (node == GJ_NO_NODE || gj_node_type(document, node) != GJ_STRING)
        return false;
    gj_text name = gj_node_text(document, node);
    if (name.length == 0 || memchr(name.data, ':', name.length) != NULL)
        return false;
    if (slash != NULL && name.data[0] != '/')
        gj_buffer_add(path, datum->file.data,
                      (size_t)(slash + 1 - datum->file.data));
    gj_buffer_text(path, name);
    return access(path->data, R_OK) == 0;
}

static gj_status tell(gj_document *document, const char *path,
                      const gj_mismatch *mismatch, gj_error *error)
{
    uint32_t node = gj_value_node(mismatch->value);
    gj_position place =
        gj_document_position(document, gj_node_start(document, node));

    gj_fail_words(error, GJ_FAILED_DATA, mismatch->words);
    gj_error_place(error, place.line, place.column);
    gj_error_file(error, path);
    return GJ_FAILED_DATA;
}

static gj_status check(const gj_schema *schema, gj_document *document,
                       const char *path, const gj_fault_ear *ear,
                       gj_error *error)
{
    gj_checker *checker = gj_checker_new(schema);
    gj_status status = GJ_OK;
    const gj_mismatch *found;
    size_t count = gj_checker_run(checker, &gj_document_values,
                                  gj_document_root(document), &found);

    for (size_t i = 0; ear != NULL && i + 1 < count; i++) {
        gj_error fault = {.status = GJ_OK};
        tell(document, path, &found[i], &fault);
        ear->tell(ear->context, &fault);
    }
    if (count > 0)
        status =
            tell(document, path, &found[ear != NULL ? count - 1 : 0], error);
    gj_checker_free(checker);
    return status;
}

gj_status gj_form_verify_document(gj_schema_store *store,
                                  const char *schema_path,
                                  gj_document *document, const char *path,
                                  const gj_fault_ear *ear, gj_error *error)
{
    gj_schema_error own = {.error = {.status = GJ_OK}};
    gj_schema *schema = NULL;
    uint32_t number = 0;
    gj_status status =
        gj_schema_store_file(store, &number, schema_path, &own.error);

    if (status == GJ_OK)
        status = gj_schema_compile(&schema, store, number, NULL, &own);
    if (status == GJ_OK)
        status = check(schema, document, path, ear, error);
    else if (error->status == GJ_OK)
        *error = own.error;
    gj_schema_free(schema);
    return status;
}

gj_status gj_form_verify(gj_schema_store *store, const gj_datum *datum,
                         gj_error *error)
{
    gj_buffer schema = {0};
    gj_status status = GJ_OK;

    if (gj_form_find_schema(datum, &schema))
        status = gj_form_verify_document(store, schema.data, datum->document,
                                         datum->file.data, NULL, error);
    gj_buffer_free(&schema);
    return status;
}
