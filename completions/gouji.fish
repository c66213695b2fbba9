# Completion of gouji for fish. What may stand where is gouji's own answer, so
# nothing here has to be changed when options are added.

function __gouji_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l last (commandline --current-token --cut-at-cursor)
    set -l program $words[1]
    set -e words[1]
    set -l answer ($program complete -- $words $last 2>/dev/null)
    or return
    set -l kind (string split --max 1 ' ' -- $answer[1])
    string join \n -- $answer[2..-1]
    switch $kind[1]
        case files
            set -l rest (string sub --start (math (string length -- $kind[2]) + 1) -- $last)
            for name in (__fish_complete_path $rest)
                echo $kind[2]$name
            end
        case folders
            set -l rest (string sub --start (math (string length -- $kind[2]) + 1) -- $last)
            for name in (__fish_complete_directories $rest '')
                echo $kind[2]$name
            end
    end
end

complete --command gouji --no-files --arguments '(__gouji_complete)'
