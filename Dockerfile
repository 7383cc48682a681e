# One image for all roles: docker build -t posestream:0.1.0 . && docker run --rm posestream:0.1.0 --help

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/maven mvn -Dmaven.repo.local=/maven -q -B -Dmaven.test.skip=true package

FROM eclipse-temurin:17.0.17_10-jre-noble
RUN useradd --system --uid 10001 --user-group --create-home posestream \
    && mkdir -p /var/lib/posestream \
    && chown posestream:posestream /var/lib/posestream
COPY --from=build /build/target/posestream.jar /opt/posestream/posestream.jar
COPY config/containers/healthy /usr/local/bin/healthy
RUN chmod 755 /usr/local/bin/healthy
USER posestream
WORKDIR /var/lib/posestream
VOLUME /var/lib/posestream
# The heap leaves room for what lives outside it: pictures, tensors and the networks. Two arenas keep glibc from
# holding on to memory that many native threads have freed.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true" \
    MALLOC_ARENA_MAX=2 \
    ORT_DISABLE_TELEMETRY=1 \
    POSESTREAM_BROKER_DATA_FOLDER=/var/lib/posestream
ENTRYPOINT ["java", "-jar", "/opt/posestream/posestream.jar"]
CMD ["--help"]
