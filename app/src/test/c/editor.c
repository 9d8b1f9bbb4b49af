/*
 * A milter on libmilter that does what the message asks for, and writes down what it is told.
 *
 *   editor SOCKET RECORD
 *
 * Each header "X-Ask: WORD" is an order for end of message, carried out in the order of their arrival:
 *   add, insert, change, delete       a header
 *   body                              another body
 *   recipients                        one more, one with ESMTP parameters, one less
 *   sender                            another envelope sender
 *   quarantine, progress, reply       smfi_quarantine, smfi_progress, smfi_setmlreply with three lines
 * A recipient that begins with "refused" or "later" is answered 550 or 451.
 * RECORD gets one line for each callback.
 */
#include <netinet/in.h>
#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ORDERS 16

struct message {
    char orders[ORDERS][24];
    int count;
    unsigned long body;
};

static FILE *record;

static void note(const char *format, ...)
{
    va_list arguments;

    flockfile(record);
    va_start(arguments, format);
    vfprintf(record, format, arguments);
    va_end(arguments);
    fputc('\n', record);
    fflush(record);
    funlockfile(record);
}

static const char *macro(SMFICTX *ctx, char *name)
{
    const char *value = smfi_getsymval(ctx, name);
    return value == NULL ? "-" : value;
}

static void note_envelope(const char *stage, char **arguments)
{
    char line[512] = "";

    for (; *arguments != NULL; arguments++) {
        strncat(line, " ", sizeof line - strlen(line) - 1);
        strncat(line, *arguments, sizeof line - strlen(line) - 1);
    }
    note("%s%s", stage, line);
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long steps, unsigned long unused2,
    unsigned long unused3, unsigned long *wanted_actions, unsigned long *wanted_steps, unsigned long *out2,
    unsigned long *out3)
{
    (void)unused2;
    (void)unused3;
    note("negotiate actions=%#lx steps=%#lx", actions, steps);
    smfi_setsymlist(ctx, SMFIM_CONNECT, "j {daemon_name}");
    smfi_setsymlist(ctx, SMFIM_EOM, "i {queue_note}");
    *wanted_actions = actions;
    *wanted_steps = 0;
    *out2 = 0;
    *out3 = 0;
    return SMFIS_CONTINUE;
}

static sfsistat on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *address)
{
    char text[INET6_ADDRSTRLEN] = "-";

    if (address != NULL && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)address)->sin_addr, text, sizeof text);
    smfi_setpriv(ctx, calloc(1, sizeof(struct message)));
    note("connect %s %s j=%s daemon_name=%s", host, text, macro(ctx, "j"), macro(ctx, "{daemon_name}"));
    return SMFIS_CONTINUE;
}

static sfsistat on_helo(SMFICTX *ctx, char *name)
{
    (void)ctx;
    note("helo %s", name);
    return SMFIS_CONTINUE;
}

static sfsistat on_mail(SMFICTX *ctx, char **arguments)
{
    memset(smfi_getpriv(ctx), 0, sizeof(struct message));
    note_envelope("mail", arguments);
    return SMFIS_CONTINUE;
}

static sfsistat on_recipient(SMFICTX *ctx, char **arguments)
{
    note_envelope("rcpt", arguments);
    if (strncmp(arguments[0], "<refused", 8) == 0) {
        smfi_setreply(ctx, "550", "5.7.1", "not for 100%% of you");
        return SMFIS_REJECT;
    }
    if (strncmp(arguments[0], "<later", 6) == 0) {
        smfi_setmlreply(ctx, "451", "4.7.1", "not now", "but later", NULL);
        return SMFIS_TEMPFAIL;
    }
    return SMFIS_CONTINUE;
}

static sfsistat on_data(SMFICTX *ctx)
{
    (void)ctx;
    note("data");
    return SMFIS_CONTINUE;
}

static sfsistat on_unknown(SMFICTX *ctx, const char *command)
{
    (void)ctx;
    note("unknown %s", command);
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    struct message *message = smfi_getpriv(ctx);

    note("header %s:%s", name, value);
    if (strcasecmp(name, "X-Ask") == 0 && message->count < ORDERS)
        snprintf(message->orders[message->count++], sizeof message->orders[0], "%s", value);
    return SMFIS_CONTINUE;
}

static sfsistat on_end_of_headers(SMFICTX *ctx)
{
    (void)ctx;
    note("eoh");
    return SMFIS_CONTINUE;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *octets, size_t count)
{
    (void)octets;
    ((struct message *)smfi_getpriv(ctx))->body += count;
    return SMFIS_CONTINUE;
}

static int obey(SMFICTX *ctx, const char *order)
{
    static unsigned char body[] = "Another body.\r\n";

    if (strcmp(order, "add") == 0)
        return smfi_addheader(ctx, "X-Added", "by libmilter");
    if (strcmp(order, "insert") == 0)
        return smfi_insheader(ctx, 0, "X-Inserted", "on top");
    if (strcmp(order, "change") == 0)
        return smfi_chgheader(ctx, "Subject", 1, "changed");
    if (strcmp(order, "delete") == 0)
        return smfi_chgheader(ctx, "X-Secret", 2, NULL);
    if (strcmp(order, "body") == 0)
        return smfi_replacebody(ctx, body, sizeof body - 1);
    if (strcmp(order, "recipients") == 0)
        return smfi_addrcpt(ctx, "<more@example.org>") == MI_SUCCESS
                && smfi_addrcpt_par(ctx, "<notified@example.org>", "NOTIFY=NEVER") == MI_SUCCESS
            ? smfi_delrcpt(ctx, "<less@example.org>") : MI_FAILURE;
    if (strcmp(order, "sender") == 0)
        return smfi_chgfrom(ctx, "<other@example.org>", "RET=HDRS");
    if (strcmp(order, "quarantine") == 0)
        return smfi_quarantine(ctx, "held for a look");
    if (strcmp(order, "progress") == 0)
        return smfi_progress(ctx);
    return MI_SUCCESS;
}

static sfsistat on_end_of_message(SMFICTX *ctx)
{
    struct message *message = smfi_getpriv(ctx);

    note("eom body=%lu i=%s queue_note=%s", message->body, macro(ctx, "i"), macro(ctx, "{queue_note}"));
    for (int i = 0; i < message->count; i++) {
        if (strcmp(message->orders[i], "reply") == 0) {
            smfi_setmlreply(ctx, "554", "5.7.1", "first", "second", "third", NULL);
            return SMFIS_REJECT;
        }
        if (obey(ctx, message->orders[i]) != MI_SUCCESS)
            note("failed %s", message->orders[i]);
    }
    return SMFIS_CONTINUE;
}

static sfsistat on_abort(SMFICTX *ctx)
{
    (void)ctx;
    note("abort");
    return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
    free(smfi_getpriv(ctx));
    smfi_setpriv(ctx, NULL);
    note("close");
    return SMFIS_CONTINUE;
}

static struct smfiDesc editor = {
    .xxfi_name = "editor",
    .xxfi_version = SMFI_VERSION,
    .xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY | SMFIF_ADDRCPT | SMFIF_ADDRCPT_PAR | SMFIF_DELRCPT
        | SMFIF_QUARANTINE | SMFIF_CHGFROM | SMFIF_SETSYMLIST,
    .xxfi_negotiate = on_negotiate,
    .xxfi_connect = on_connect,
    .xxfi_helo = on_helo,
    .xxfi_envfrom = on_mail,
    .xxfi_envrcpt = on_recipient,
    .xxfi_data = on_data,
    .xxfi_unknown = on_unknown,
    .xxfi_header = on_header,
    .xxfi_eoh = on_end_of_headers,
    .xxfi_body = on_body,
    .xxfi_eom = on_end_of_message,
    .xxfi_abort = on_abort,
    .xxfi_close = on_close,
};

int main(int count, char **arguments)
{
    if (count != 3 || (record = fopen(arguments[2], "a")) == NULL) {
        fprintf(stderr, "usage: editor SOCKET RECORD\n");
        return 2;
    }
    if (smfi_setconn(arguments[1]) == MI_FAILURE || smfi_register(editor) == MI_FAILURE)
        return 1;
    return smfi_main() == MI_SUCCESS ? 0 : 1;
}
