package dev.posestream.camera.synthetic;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.CameraSource;
import dev.posestream.camera.CameraSourceContract;

class SyntheticSourceContractTest extends CameraSourceContract {

    @Override
    protected CameraSource source() {
        return new SyntheticSource(new Camera("room", "synthetic:?people=1&fps=30&width=320&height=240&frames=10", CameraSettings.DEFAULT));
    }
}
