package dev.posestream.inference;

class CenterNetPersonTest extends PersonDetectorContract {

    @Override
    protected PersonDetector open(double leastScore) throws Exception {
        return BundledNetworks.person(leastScore);
    }
}
