import theme
import controls

MessagePage {
    required property string how

    signPath: Match.of(how, { restart: Icons.again, shut_down: Icons.off })
    headline: Match.of(how, { restart: qsTr("The machine restarts"), shut_down: qsTr("The machine shuts down") })
    explained: Match.of(how, {
        restart: qsTr("One moment, please."),
        shut_down: qsTr("Switch off the power when the screen is dark.")
    })
}
