import QtQml

/** Every screen, compiled before the first visitor comes: none waits for a file in the middle of a visit. */
QtObject {
    id: screens

    readonly property list<string> names: [
        "Appearance", "AuditAsk", "AuditNext", "BoardCard", "BoardList", "BoardMessage", "BoardSensors",
        "BoardTaken", "BoardsFound", "CameraTest", "CanYouClose", "ChooseColumns", "ChooseFault", "ChooseSize", "CloseDoor",
        "CloseLearned", "CommissionSummary", "ConfirmLeave", "CourierSummary", "DelegateCode", "DeviceMenu",
        "DidYouTakeIt", "DoorCard", "DoorLeftOpen", "DoorList", "DoorOpening", "EnterCode", "EnterPhoneEnd",
        "EnterPin", "ExportPage", "FaceConsent", "FaceEnrol", "FaceNote", "GoodBye", "Help", "HelpAtDoor", "Home",
        "IsItEmpty", "Languages", "LookHere", "LookOver", "MachineMenu", "MachineTask", "NetworkPage",
        "NextPerson", "NextPin", "NextShow", "NothingFree", "OutOfService", "PickUpOrGive", "PressDoor", "PrinterTest",
        "PutParcel", "ScanCode", "ScanParcel", "ScannerTest", "SearchingBoard", "Sorry", "SoundLevels",
        "StaffTasks", "StillThere", "StoragePage", "TakeParcel", "TaskDoor", "ThankYou", "TryingChannel",
        "TypeLabel", "Underway", "WhichOpened", "WhichParcel", "WorkMessage", "Workshop"
    ]
    property var kept: ({})

    /** The component of a screen; null, and a warning, if it can't be made. */
    function component(name: string): Component {
        if (!kept[name])
            kept[name] = Qt.createComponent("screens/" + name + ".qml", Component.PreferSynchronous, screens)
        if (kept[name].status === Component.Ready)
            return kept[name]
        console.warn(kept[name].errorString())
        return null
    }

    Component.onCompleted: names.forEach(name => component(name))
}
