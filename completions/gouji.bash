# Completion of gouji for bash. What may stand where is gouji's own answer, so
# nothing here has to be changed when options are added.

# The word being written, which bash splits at = and : as well, and those
# before it.
_gouji_words()
{
    local line=${COMP_LINE:0:COMP_POINT} word i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        line=${line#"${line%%[![:space:]]*}"}
        if ((i > 0)) && [ -z "$gap" ] && ((${#words[@]} > 0)); then
            words[-1]+=${word:0:${#line}}
        else
            words+=("${word:0:${#line}}")
        fi
        line=${line:${#word}}
        gap=${line%%[![:space:]]*}
    done
}

# The word as the program would be given it: without quotes.
_gouji_unquoted()
{
    local text=$1
    text=${text//[\"\'\\]/}
    case $text in
    '~'/*) text=$HOME/${text:2} ;;
    esac
    printf '%s' "$text"
}

_gouji()
{
    local -a words given answer
    local gap=x program=$1 word last head='' kind beginning line name
    COMPREPLY=()
    _gouji_words
    for word in "${words[@]:1}"; do
        given+=("$(_gouji_unquoted "$word")")
    done
    mapfile -t answer < <(
        "$(_gouji_unquoted "$program")" complete -- "${given[@]}" 2>/dev/null)
    last=${given[-1]}
    # Only what stands behind the last = or : is replaced.
    case $last in
    *[=:]*) head=${last%"${last##*[=:]}"} ;;
    esac
    for line in "${answer[@]:1}"; do
        name=${line%%$'\t'*}
        if [[ $name == "$last"* ]]; then
            COMPREPLY+=("${name#"$head"}")
        fi
    done
    kind=${answer[0]%% *}
    beginning=${answer[0]#* }
    case $kind in
    files | folders)
        local how=-f
        [ "$kind" = files ] || how=-d
        compopt -o filenames
        while IFS= read -r name; do
            name=$beginning$name
            COMPREPLY+=("${name#"$head"}")
        done < <(compgen "$how" -- "${last#"$beginning"}")
        ;;
    esac
}

complete -F _gouji gouji
