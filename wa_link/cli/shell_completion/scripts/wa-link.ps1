# Completion of wa-link in Windows PowerShell 5.1 and PowerShell 7. Run it in the file $PROFILE:
#   wa-link completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName wa-link, wa-link.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $before = @()
    $after = @()
    $word = ''
    foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
        $text = $element.Extent.Text
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $text = $element.Value
        }
        if ($element.Extent.EndOffset -lt $cursorPosition) { $before += $text }
        elseif ($element.Extent.StartOffset -ge $cursorPosition) { $after += $text }
        else { $word = $text }
    }
    $program = $commandAst.CommandElements[0].Extent.Text
    $encoding = [Console]::OutputEncoding
    $env:_WA_LINK_COMPLETE = 'powershell'
    $env:_WA_LINK_WORDS = (@($before.Count) + $before + $word + $after) -join "`n"
    try {
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
        $lines = @(& $program 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        $env:_WA_LINK_COMPLETE = $null
        $env:_WA_LINK_WORDS = $null
    }
    foreach ($line in $lines) {
        $typed, $listed, $description = $line -split "`t"
        [System.Management.Automation.CompletionResult]::new(
            $typed, $listed, 'ParameterValue', $description)
    }
}
