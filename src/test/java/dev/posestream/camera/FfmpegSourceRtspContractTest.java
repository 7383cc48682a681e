package dev.posestream.camera;

import dev.posestream.testing.FreePort;
import dev.posestream.testing.Needs;
import dev.posestream.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Needs(Tool.RTSP_SERVER)
@Timeout(60)
class FfmpegSourceRtspContractTest extends CameraSourceContract {

    @TempDir
    Path folder;

    private RtspServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = RtspServer.start(folder, FreePort.find(), "h264");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected CameraSource source() {
        return new FfmpegSource(new Camera("door", server.address(), CameraSettings.DEFAULT));
    }
}
