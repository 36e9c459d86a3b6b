# Completion of wa-link in fish. Save this output as ~/.config/fish/completions/wa-link.fish

function __wa_link_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    while string match -qr '^\w+=' -- $before[1]
        set -e before[1]
    end
    set -l program (string replace -r '^~/' $HOME/ -- $before[1])
    for line in (_WA_LINK_COMPLETE=fish $program (math (count $before) - 1) $before[2..-1] "$word" 2>/dev/null </dev/null)
        set -l parts (string split \t -- $line)
        switch $parts[1]
            case plain
                printf '%s\t%s\n' $parts[2] $parts[3]
            case file
                __wa_link_paths "$word" '/$|\.(?:'(string replace -a ' ' '|' -- $parts[3])')$'
            case dir
                __wa_link_paths "$word" '/$'
        end
    end
end

function __wa_link_paths --argument-names word pattern
    set -l option (string match -r '^--[a-z-]+=' -- $word)
    set -l path (string replace -r '^--[a-z-]+=' '' -- $word)
    # fish proposes paths for a command that does not exist.
    set -l paths (complete --do-complete "__wa_link_no_command $path")
    set -l fitting (string match --regex --ignore-case --entire -- $pattern $paths)
    set -q fitting[1]; or set fitting $paths
    printf '%s\n' "$option"$fitting
end

complete --command wa-link --no-files --keep-order --arguments '(__wa_link_complete)'
