#compdef wa-link
# Completion of wa-link in zsh. Save this output as _wa-link in a folder of $fpath, or run it in
# ~/.zshrc:
#   eval "$(wa-link completion zsh)"

_wa_link() {
    local line program="${(Q)words[1]/#\~\//$HOME/}"
    local -a described parts undescribed
    for line in "${(@f)$(
        _WA_LINK_COMPLETE=zsh "$program" $((CURRENT - 2)) "${(@Q)words[2,CURRENT-1]}" \
            "${(Q)PREFIX}" "${(@Q)words[CURRENT+1,-1]}" 2>/dev/null </dev/null
    )}"; do
        parts=("${(@ps:\t:)line}")
        case $parts[1] in
        plain)
            if [[ -n $parts[3] ]]; then
                described+=("${${parts[2]//\\/\\\\}//:/\\:}:$parts[3]")
            else
                undescribed+=("$parts[2]")
            fi
            ;;
        file)
            compset -P '--[a-z-]##='
            if [[ -n $parts[3] ]]; then
                _files -g "(#i)*.(${parts[3]// /|})"
            else
                _files
            fi
            ;;
        dir)
            compset -P '--[a-z-]##='
            _files -/
            ;;
        esac
    done
    (( $#undescribed )) && compadd -U -V values -a undescribed
    (( $#described )) && _describe -V 'value' described -U
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _wa_link "$@"
else
    if (( ! $+functions[compdef] )); then
        autoload -Uz compinit && compinit -i
    fi
    compdef _wa_link wa-link
fi
