#include "form/forms.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/folders.h"

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static gj_status add_one(gj_forms *forms, const char *folder,
                         const gj_seals *seals, gj_error *error)
{
    gj_form *form = NULL;
    gj_status status = gj_form_load(&form, folder, seals, error);

    if (status != GJ_OK)
        return status;
    if (gj_forms_find(forms, form->id) != NULL) {
        gj_form_free(form);
        return GJ_OK;
    }
    gj_grow(&forms->at, forms->count, &forms->room, sizeof *forms->at);
    forms->at[forms->count++] = form;
    return GJ_OK;
}

gj_status gj_forms_add(gj_forms *forms, const char *folder,
                       const gj_seals *seals, gj_error *error)
{
    struct dirent **entries = NULL;
    gj_buffer path = {0};
    gj_status status = GJ_OK;
    bool any = false;
    int count = scandir(folder, &entries, is_visible, gj_folder_order);

    if (count < 0) {
        int number = errno;
        gj_error_file(error, folder);
        return gj_fail_reason(error, GJ_FAILED_FILE, "无法读取表样文件夹：%s",
                              "cannot read the folder of forms: %s", number);
    }
    for (int i = 0; i < count; i++) {
        gj_buffer_clear(&path);
        gj_buffer_print(&path, "%s/%s/form.json", folder, entries[i]->d_name);
        if (status == GJ_OK && access(path.data, F_OK) == 0) {
            path.data[path.length - strlen("/form.json")] = '\0';
            status = add_one(forms, path.data, seals, error);
            any = true;
        }
        free(entries[i]);
    }
    free(entries);
    gj_buffer_free(&path);
    if (status == GJ_OK && !any) {
        gj_error_file(error, folder);
        status =
            gj_fail(error, GJ_FAILED_FILE,
                    "这里没有表样：应指明各表样文件夹（内有 form.json）的上一"
                    "级文件夹",
                    "there is no form in this folder: name the folder "
                    "above those that hold a form.json");
    }
    return status;
}

void gj_forms_free(gj_forms *forms)
{
    for (size_t i = 0; i < forms->count; i++)
        gj_form_free(forms->at[i]);
    free(forms->at);
    *forms = (gj_forms){0};
}

gj_form *gj_forms_find(const gj_forms *forms, gj_text id)
{
    for (size_t i = 0; i < forms->count; i++)
        if (gj_text_is(forms->at[i]->id, id))
            return forms->at[i];
    return NULL;
}

static bool meets(const gj_condition *condition, gj_document *document)
{
    uint32_t node = gj_node_at(document, 0, condition->pointer);
    if (node == GJ_NO_NODE)
        return false;
    uint32_t type = gj_node_type(document, node);
    if (condition->equals.length > 0)
        return type == GJ_STRING &&
               gj_text_is(gj_node_text(document, node), condition->equals);
    return type == condition->type ||
           (type == GJ_FALSE && condition->type == GJ_TRUE);
}

static bool fits(const gj_form *form, gj_document *document)
{
    for (uint32_t i = 0; i < form->condition_count; i++)
        if (!meets(&form->conditions[i], document))
            return false;
    return true;
}

const gj_form *gj_forms_recognise(const gj_forms *forms, gj_document *document,
                                  const gj_form **rival)
{
    const gj_form *best = NULL;

    *rival = NULL;
    for (size_t i = 0; i < forms->count; i++) {
        const gj_form *form = forms->at[i];
        if (!fits(form, document))
            continue;
        if (best == NULL || form->condition_count > best->condition_count) {
            best = form;
            *rival = NULL;
        } else if (form->condition_count == best->condition_count) {
            *rival = form;
        }
    }
    return *rival == NULL ? best : NULL;
}
