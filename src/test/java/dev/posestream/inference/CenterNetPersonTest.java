package dev.posestream.inference;

class CenterNetPersonTest extends PersonDetectorContract {

    @Override
    protected PersonDetector open() throws Exception {
        return BundledNetworks.person();
    }
}
