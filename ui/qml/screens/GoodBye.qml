import "../theme"
import "../controls"

MessagePage {
    required property string how

    signPath: how === "restart" ? Icons.again : Icons.off
    headline: how === "restart" ? qsTr("The machine restarts") : qsTr("The machine shuts down")
    explained: how === "restart" ? qsTr("One moment, please.") : qsTr("You can switch it off when the screen is dark.")
}
