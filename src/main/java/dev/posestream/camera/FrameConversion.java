package dev.posestream.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;

/**
 * Turns the frames of a stream into JPEG, whatever they are like: cameras change their picture's size and codec when they are
 * set up anew. Owns the {@link JpegConversion} for the last format.
 */
final class FrameConversion implements AutoCloseable {

    private final CameraSettings settings;
    private JpegConversion conversion;

    FrameConversion(CameraSettings settings) {
        this.settings = settings;
    }

    /** Takes the frame's content: it is empty afterwards. */
    byte[] convert(AVFrame frame, AVStream stream) throws CameraException {
        FrameFormat format = FrameFormat.settle(frame);
        Orientation orientation = orientation(frame, stream);
        if (conversion == null || !conversion.fits(format, orientation)) {
            close();
            conversion = new JpegConversion(format, orientation, settings);
        }
        return conversion.convert(frame);
    }

    /** Of the last picture. */
    PictureSize size() {
        return conversion.size();
    }

    private static Orientation orientation(AVFrame frame, AVStream stream) {
        AVFrameSideData own = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (own != null && !own.isNull()) {
            return Orientation.ofDisplayMatrix(own.data());
        }
        AVCodecParameters parameters = stream.codecpar();
        if (parameters.nb_coded_side_data() == 0) {
            return Orientation.UPRIGHT;
        }
        AVPacketSideData all = av_packet_side_data_get(parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        return all == null || all.isNull() ? Orientation.UPRIGHT : Orientation.ofDisplayMatrix(all.data());
    }

    @Override
    public void close() {
        if (conversion != null) {
            conversion.close();
            conversion = null;
        }
    }
}
