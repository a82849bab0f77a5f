import theme
import controls

MessagePage {
    id: page

    required property string why
    required property bool again

    sign: "wait"
    signPath: Icons.camera
    headline: Match.of(why, {
        stranger: qsTr("The camera doesn't recognise you"),
        lost: qsTr("Your face was out of the picture"),
        several: qsTr("There was more than one face"),
        another: qsTr("The camera was not sure"),
        "wrong-side": qsTr("Other way, please"),
        flat: qsTr("We didn't see you turn"),
        "too-slow": qsTr("That took too long"),
        "no-echo": qsTr("The colours did not reach your face"),
        "too-light-here": qsTr("Too bright for the camera"),
        "slow-camera": qsTr("The camera is too slow, or it is too dark"),
        "bad-template unavailable": qsTr("The camera is not available now")
    })
    explained: again ? advice : qsTr("Please type your code, as always.")
    readonly property string advice: Match.of(why, {
        stranger: qsTr("Look straight at it, without a cap or a mask."),
        lost: qsTr("Stay in the oval until we are done."),
        several: qsTr("One person at a time, please."),
        another: qsTr("Look straight at it, in good light."),
        "wrong-side": qsTr("Turn to where the arrow points."),
        flat: qsTr("Turn your head a little further."),
        "too-slow": qsTr("Turn when the arrow appears."),
        "no-echo": qsTr("Come closer to the screen, or go without colours."),
        "too-light-here bad-template slow-camera unavailable": ""
    })

    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.again
            lead: Icons.again
            text: qsTr("Try again")
            onClicked: page.answered("again", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Type the code")
            onClicked: page.answered("code", "")
        }
    }
}
