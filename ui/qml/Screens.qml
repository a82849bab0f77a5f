import QtQml

/** Every screen, compiled before the first visitor comes: none waits for a file in the middle of a visit. */
QtObject {
    id: screens

    /** The file of each screen in `screens/`, by the screen's name. */
    required property var files
    property var kept: ({})

    /** The component of a screen; null, and a warning, if it can't be made. */
    function component(name: string): Component {
        if (!kept[name])
            kept[name] = Qt.createComponent("screens/" + files[name], Component.PreferSynchronous, screens)
        if (kept[name].status === Component.Ready)
            return kept[name]
        console.warn(kept[name].errorString())
        return null
    }

    Component.onCompleted: Object.keys(files).forEach(name => component(name))
}
