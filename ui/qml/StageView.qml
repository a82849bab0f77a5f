import QtQuick
import QtQuick.Templates as T
import theme
import controls
import "controls/focus.js" as Focus

/** Draws what the stage says: one screen, what is over it, and the rows around it. */
FocusScope {
    id: view

    required property var stage
    property bool motion: stage.motion && !stage.fewer
    property int slide: 240
    /** The screen on top: the question, or what is over it. */
    readonly property Page front: cover.page ?? screens.page
    /** The same for Python, which knows no pages. */
    readonly property Item frontItem: front
    /** How much the words of the screen on top exceed their place; 0 once they have become small enough. */
    readonly property real excess: front?.excess ?? 0
    /** It is not known yet how all of it fits. */
    readonly property bool fitting: front?.fitting ?? false
    /** How far the screen on top is moved up, and how far it can be: 0 where all of it is seen. */
    readonly property real scrolled: front?.scrolled ?? 0
    readonly property real furthest: front?.furthest ?? 0
    readonly property bool moving: screens.moving || cover.moving
    /** Milliseconds after it came that a screen takes a touch: the second tap on what was there before it is not
        meant for it. It slides in meanwhile, and nothing waits for that to end. */
    property int still: stage.motion ? 350 : 0
    readonly property bool settling: standing.running
    readonly property string languageName: {
        const found = stage.languages.find(one => one.code === stage.language)
        return found ? found.name : stage.language
    }
    property int answeredTurn: -1

    LayoutMirroring.enabled: stage.rightToLeft
    LayoutMirroring.childrenInherit: true
    focus: true

    Binding { target: Theme; property: "width"; value: view.width }
    Binding { target: Theme; property: "height"; value: view.height }
    Binding { target: Theme; property: "contrast"; value: view.stage.contrast }
    Binding { target: Theme; property: "text"; value: view.stage.text }
    Binding { target: Theme; property: "reach"; value: view.stage.reach }
    Binding { target: Theme; property: "speaking"; value: view.stage.speaking }
    Binding { target: Theme; property: "night"; value: view.stage.night }
    Binding { target: Theme; property: "mirrored"; value: view.stage.rightToLeft }
    Binding { target: Theme; property: "leftHand"; value: view.stage.leftHand }
    Binding { target: Theme; property: "digits"; value: view.stage.digits }
    Binding { target: Theme; property: "motion"; value: view.motion }
    Binding { target: Theme; property: "running"; value: view.stage.motion }
    Binding { target: Theme; property: "slide"; value: view.slide }
    Binding { target: Theme; property: "flash"; value: view.front?.flash ?? "transparent" }
    Binding { target: Theme; property: "brand"; value: view.stage.accent }

    function answer(turn: int, name: string, text: string): void {
        if (turn === answeredTurn)
            return
        answeredTurn = turn
        reopen.restart()
        screens.backwards = name === "back"
        stage.answer(turn, name, text)
    }
    function scrollOn(down: bool): void {
        front?.scrollOn(down)
    }
    function goBack(): void {
        if (cover.page) {
            if (stage.overlay)
                stage.closeOverlay()
            else
                stage.stay()
            return
        }
        screens.backwards = true
        if (stage.back === "answers")
            answer(stage.turn, "back", "")
        else if (stage.back === "leaves")
            stage.leave(stage.turn)
    }
    function overlayAnswered(name: string, text: string): void {
        switch (cover.name) {
        case "Languages":
            stage.setLanguage(text)
            stage.closeOverlay()
            break
        case "Appearance":
            if (name === "done")
                stage.closeOverlay()
            else if (name.startsWith("text_"))
                stage.setText(Number(name.slice(5)))
            else
                stage.toggle(name)
            break
        case "StillThere":
            if (name === "stay")
                stage.stay()
            else
                stage.leave(stage.turn)
            break
        case "Help": {
            const turn = stage.turn
            stage.closeOverlay()
            if (name === "find")
                stage.answer(turn, name, "")
            break
        }
        default:
            stage.closeOverlay()
        }
    }
    function overlayFields(): var {
        switch (cover.wanted) {
        case "StillThere": return { seconds: stage.stillThere }
        case "Help": return { machine: stage.machine, visit: stage.visit, word: stage.word, phone: stage.phone,
            finds: stage.screen.finds ?? false }
        case "Languages": return { codes: stage.languages.map(one => one.code), current: stage.language }
        case "Appearance": return {
            text: stage.text, contrast: stage.contrast, reach: stage.reach, slower: stage.slower, fewer: stage.fewer,
            left_hand: stage.leftHand, has_digits: stage.hasDigits, digits: stage.digits !== "",
            can_speak: stage.canSpeak, speech: stage.speaking
        }
        }
        return {}
    }
    function sync(): void {
        if (stage.turn !== answeredTurn)
            answeredTurn = -1
        if (stage.screenName === "Home")
            screens.backwards = true
        screens.show(stage.screenName, stage.turn, stage.screen)
        cover.show(cover.wanted, cover.wanted ? 1 : 0, overlayFields())
    }

    Screens { id: every; files: view.stage.screens }

    // An answer that nobody took must not leave the screen dead.
    Timer { id: reopen; interval: 4000; onTriggered: view.answeredTurn = -1 }

    Connections {
        target: view.stage
        ignoreUnknownSignals: true
        function onTurnChanged(): void { Qt.callLater(view.sync) }
        function onScreenNameChanged(): void { Qt.callLater(view.sync) }
        function onScreenChanged(): void { Qt.callLater(view.sync) }
        function onOverlayChanged(): void { Qt.callLater(view.sync) }
        function onStillThereChanged(): void { Qt.callLater(view.sync) }
        function onVisitChanged(): void { Qt.callLater(view.sync) }
        function onWordChanged(): void { Qt.callLater(view.sync) }
        function onLanguageChanged(): void { Qt.callLater(view.sync) }
        function onContrastChanged(): void { Qt.callLater(view.sync) }
        function onTextChanged(): void { Qt.callLater(view.sync) }
        function onSlowerChanged(): void { Qt.callLater(view.sync) }
        function onFewerChanged(): void { Qt.callLater(view.sync) }
        function onDigitsChanged(): void { Qt.callLater(view.sync) }
        function onHasDigitsChanged(): void { Qt.callLater(view.sync) }
        function onLeftHandChanged(): void { Qt.callLater(view.sync) }
        function onSpeakingChanged(): void { Qt.callLater(view.sync) }
        function onCanSpeakChanged(): void { Qt.callLater(view.sync) }
        function onReachChanged(): void { Qt.callLater(view.sync) }
    }
    Component.onCompleted: sync()

    // Where the keys go: to the answer that is meant, unseen until somebody uses a key; else to the screen itself.
    property bool keysInUse: false
    /** The key that is being pressed began the reading, and means nothing else. */
    property bool waking: false
    /** How many screens have been on top: each has its number. */
    property int fronts: 0
    readonly property T.Control focused: Window.activeFocusItem as T.Control
    /** What a finger that explores has let be heard. */
    property T.AbstractButton heard: null
    /** The screen on which the key that is held down was pressed. */
    property Page pressedOn: null

    onFrontChanged: {
        if (!front)
            return
        ++fronts
        heard = null
        bottomRow.letGo()
        front.forceActiveFocus()
        if (!front.lastUsed || !keysInUse)
            front.rest()
        if (still > 0)
            standing.restart()
        settle()
    }
    onMovingChanged: settle()
    onSettlingChanged: settle()
    // Not before the screen takes an answer, and never away from where somebody has moved them meanwhile.
    function settle(): void {
        if (settling || !front)
            return
        if (front.resting)
            Focus.give(front.lastUsed ?? Focus.main(front), keysInUse)
        front.settled = true
    }
    // The first key shows where the keys are, and only the next one moves them.
    function reveal(): bool {
        if (keysInUse || !focused)
            return false
        focused.focusReason = Qt.TabFocusReason
        keysInUse = true
        front?.bring(focused)
        return true
    }
    Timer { id: standing; interval: view.still }
    Shortcut {
        sequences: ["Tab"]
        enabled: !view.keysInUse && view.focused !== null
        onActivated: view.reveal()
    }
    onFocusedChanged: {
        if (!focused)
            return
        if (focused.visualFocus)
            keysInUse = true
        if (Focus.within(focused, front)) {
            front.lastUsed = focused
            if (keysInUse)
                front.bring(focused)
        }
    }
    // Every key comes by here before a control can use it. One that repeats by itself is nobody's doing.
    Keys.onShortcutOverride: event => {
        event.accepted = false
        if (event.isAutoRepeat)
            return
        pressedOn = front
        stage.touched()
        waking = !modifiersOnly(event.key) && stage.wakesByKey()
        // So that no control gets it.
        if (waking)
            front?.rest()
    }
    Keys.onPressed: event => {
        if (waking) {
            waking = false
            keysInUse = true
            event.accepted = true
            Focus.give(Focus.main(front), true)
            return
        }
        if (settling && Focus.acts(event.key) || event.isAutoRepeat && pressedOn !== front) {
            event.accepted = true
            return
        }
        const shown = Focus.isArrow(event.key) && reveal()
        keysInUse = true
        front?.keyPressed(event)
        if (event.accepted)
            return
        if (Focus.isArrow(event.key)) {
            // Who doesn't see that the keys stay where they are hears it.
            if (shown || !Focus.move(focused, view, event.key))
                stage.wantSpeech("here")
            event.accepted = true
        } else if (front?.scrolling && (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown)) {
            front.scrollOn(event.key === Qt.Key_PageDown)
            event.accepted = true
        } else if (event.key === Qt.Key_Escape && !event.isAutoRepeat) {
            goBack()
            event.accepted = true
        } else if (!event.isAutoRepeat) {
            event.accepted = obey(stage.commandOf(event.key, event.modifiers))
        }
    }
    function obey(command: string): bool {
        if (command === "back")
            goBack()
        else if (command === "help")
            stage.overlay === "Help" ? stage.closeOverlay() : stage.openOverlay("Help")
        else if (command !== "")
            stage.wantSpeech(command)
        return command !== ""
    }
    function modifiersOnly(key: int): bool {
        return [Qt.Key_Shift, Qt.Key_Control, Qt.Key_Alt, Qt.Key_AltGr, Qt.Key_Meta, Qt.Key_CapsLock, Qt.Key_NumLock].includes(key)
    }
    /** What is being pressed does nothing: the finger that stayed on it meant something else. */
    function letGo(): void {
        for (const host of [screens, cover]) {
            const was = host.enabled
            host.enabled = false
            host.enabled = was
        }
        bottomRow.letGo()
        front?.forceActiveFocus()
        Focus.give(front?.lastUsed ?? Focus.main(front), keysInUse)
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Item {
        anchors { top: topLine.bottom; bottom: speechRow.top; left: parent.left; right: parent.right }
        // Not clipped: the software renderer draws a sign that is wholly outside a clip, and never takes it away.
        // The line above and the row below are drawn over it instead.

        ScreenHost {
            id: screens
            screens: every
            anchors.fill: parent
            covered: cover.page !== null
            visible: !cover.page || cover.moving
            stage: view.stage
            onAnswered: (turn, name, text) => view.answer(turn, name, text)
            // It takes keys again only after what was over it is no longer on top.
            onEnabledChanged: view.settle()
            onVisibleChanged: view.settle()
        }
        ScreenHost {
            id: cover
            screens: every
            readonly property string wanted: view.stage.stillThere > 0 ? "StillThere" : view.stage.overlay
            anchors.fill: parent
            stage: view.stage
            fromBelow: true
            onAnswered: (turn, name, text) => view.overlayAnswered(name, text)
        }
    }
    TopLine {
        id: topLine
        objectName: "topLine"
        width: parent.width
        height: Theme.topLine
        machine: view.stage.machine
        // At home it stands large on the page.
        brand: view.stage.screenName === "Home" ? "" : view.stage.brandName
        logo: view.stage.screenName === "Home" ? "" : view.stage.brandLogo
        time: view.stage.time
        camera: view.stage.camera
    }
    SpeechRow {
        id: speechRow
        objectName: "speechRow"
        anchors { left: parent.left; right: parent.right; bottom: bottomRow.top }
        height: Theme.speechRow
        visible: view.stage.speaking
        onWanted: what => view.stage.wantSpeech(what)
    }
    BottomRow {
        id: bottomRow
        objectName: "bottomRow"
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Theme.bottomRow - Theme.speechRow
        canGoBack: cover.page ? true : view.stage.back !== "none"
        atHome: view.front?.atHome ?? false
        manyLanguages: view.stage.languages.length > 1 && !(view.front?.ownLanguages ?? false)
        languageName: view.languageName
        onBack: view.goBack()
        onOverlay: name => view.stage.overlay === name ? view.stage.closeOverlay() : view.stage.openOverlay(name)
    }
    MouseArea {
        anchors.fill: parent
        enabled: view.settling
    }
    // Whoever doesn't see what they touch hears it first: the control that was heard last is pressed by a tap.
    MouseArea {
        property T.AbstractButton begun: null

        function hear(x: real, y: real): void {
            const found = Focus.at(view, x, y)
            if (!found || found === view.heard)
                return
            view.heard = found
            Focus.give(found, true)
            view.stage.wantSpeech("here")
        }

        anchors.fill: parent
        enabled: view.stage.exploring && !view.settling
        onPressed: event => {
            begun = view.heard
            hear(event.x, event.y)
        }
        onPositionChanged: event => hear(event.x, event.y)
        onReleased: event => {
            if (begun && begun === view.heard && Focus.at(view, event.x, event.y) === begun)
                begun.click()
        }
    }
    // Above all controls: one that takes a touch would keep it from whatever is below.
    Item {
        anchors.fill: parent

        PointHandler {
            acceptedButtons: Qt.LeftButton
            onActiveChanged: {
                holding.step = 0
                holding.running = active && view.stage.canSpeak && view.stage.heldStarts && !view.stage.speaking
                if (!active)
                    return
                view.keysInUse = false
                view.stage.touched()
            }
        }
    }
    // A finger that stays, wherever it is: a sound, and another when it has been long enough.
    Timer {
        id: holding
        property int step: 0
        interval: 900
        repeat: true
        onTriggered: {
            ++step
            if (step === 2) {
                stop()
                view.letGo()
            }
            view.stage.hold(step)
        }
    }
    Spoken { objectName: "spoken" }
    // Dark over everything, where no light behind the screen can be turned down.
    Rectangle {
        objectName: "veil"
        anchors.fill: parent
        color: "#000000"
        opacity: view.stage.veil ? 1 - view.stage.brightness / 100 : 0
        visible: opacity > 0
    }
}
