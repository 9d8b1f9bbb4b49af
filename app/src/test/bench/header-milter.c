/*
 * A milter that is told everything, answers everything, and adds one header at the end of each message: three of them stand
 * behind the mail server and behind the manager in the benchmark. It does next to nothing, so that what is measured is the way
 * to it.
 *
 *     header-milter SOCKET NAME     SOCKET as for smfi_setconn, NAME of the header
 */
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>

static char *name;

static sfsistat on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *address)
{
    (void)ctx, (void)host, (void)address;
    return SMFIS_CONTINUE;
}

static sfsistat on_helo(SMFICTX *ctx, char *greeting)
{
    (void)ctx, (void)greeting;
    return SMFIS_CONTINUE;
}

static sfsistat on_address(SMFICTX *ctx, char **arguments)
{
    (void)ctx, (void)arguments;
    return SMFIS_CONTINUE;
}

static sfsistat on_mark(SMFICTX *ctx)
{
    (void)ctx;
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *field, char *value)
{
    (void)ctx, (void)field, (void)value;
    return SMFIS_CONTINUE;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *chunk, size_t length)
{
    (void)ctx, (void)chunk, (void)length;
    return SMFIS_CONTINUE;
}

static sfsistat on_end(SMFICTX *ctx)
{
    return smfi_addheader(ctx, name, "seen") == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

/* One descriptor for each of a thousand idle sessions is more than the usual soft limit allows. */
static void allow_many_connections(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

int main(int argc, char **argv)
{
    struct smfiDesc description;

    if (argc != 3) {
        fprintf(stderr, "usage: header-milter SOCKET NAME\n");
        return EX_USAGE;
    }
    name = argv[2];
    memset(&description, 0, sizeof description);
    description.xxfi_name = name;
    description.xxfi_version = SMFI_VERSION;
    description.xxfi_flags = SMFIF_ADDHDRS;
    description.xxfi_connect = on_connect;
    description.xxfi_helo = on_helo;
    description.xxfi_envfrom = on_address;
    description.xxfi_envrcpt = on_address;
    description.xxfi_data = on_mark;
    description.xxfi_header = on_header;
    description.xxfi_eoh = on_mark;
    description.xxfi_body = on_body;
    description.xxfi_eom = on_end;
    allow_many_connections();
    if (smfi_setconn(argv[1]) != MI_SUCCESS || smfi_setbacklog(1024) != MI_SUCCESS ||
        smfi_register(description) != MI_SUCCESS) {
        return EX_UNAVAILABLE;
    }
    return smfi_main();
}
