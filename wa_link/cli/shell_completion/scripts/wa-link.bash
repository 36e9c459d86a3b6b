# Completion of wa-link in bash 3.2 or newer. Save this output, or run it in ~/.bashrc:
#   eval "$(wa-link completion bash)"

_wa_link() {
    local kind line
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <(
        COMP_TYPE=${COMP_TYPE-} COLUMNS=${COLUMNS-} _WA_LINK_COMPLETE=bash \
            "${1/#\~\//$HOME/}" "${COMP_LINE:0:COMP_POINT}" "${COMP_LINE:COMP_POINT}" "$2" \
            2>/dev/null </dev/null
    )
    case $kind in
    file) compopt -o bashdefault -o default 2>/dev/null ;;
    dir) compopt -o dirnames 2>/dev/null ;;
    esac
}

# bash 4.4 and newer can keep the order of the values; bash 3.2 has no compopt.
complete -o nosort -F _wa_link wa-link 2>/dev/null ||
    complete -o default -F _wa_link wa-link
