package dev.posestream.network.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is begun with https stays with https. */
class SecureRedirectTest {

    private static final String PASSWORD = "changeit";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);
    /** From FIPS 180-4's examples. */
    private static final Sha256 SUM = new Sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    Path folder;

    private SSLContext tls;
    private FileServer secure;
    private FileServer plain;

    @BeforeEach
    void start() throws Exception {
        tls = selfSigned();
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure = new FileServer(server, "https");
        plain = new FileServer();
    }

    @AfterEach
    void stop() {
        secure.close();
        plain.close();
    }

    @Test
    void aRedirectToHttpsIsFollowed() throws Exception {
        secure.file("/m", ABC).redirect("/latest", secure.address("/m"));
        plain.redirect("/latest", secure.address("/latest"));
        Path file = folder.resolve("m");
        download().to(file, new RemoteFile(plain.address("/latest"), SUM), new Received());
        assertThat(file).hasBinaryContent(ABC);
    }

    @Test
    void aRedirectFromHttpsToHttpIsRefused() {
        plain.file("/m", ABC);
        secure.redirect("/latest", plain.address("/m"));
        assertThatThrownBy(() -> download().to(folder.resolve("m"), new RemoteFile(secure.address("/latest"), SUM), new Received()))
                .isInstanceOf(FetchException.class).hasMessageContainingAll("302", plain.address("/m").toString(), "from https to http");
        assertThat(plain.asked()).isZero();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        secure.file("/m", ABC);
        assertThatThrownBy(() -> new Download(Download.Limits.USUAL).to(folder.resolve("m"), new RemoteFile(secure.address("/m"), SUM), new Received()))
                .isInstanceOf(FetchException.class).hasMessageContaining("certification path");
        assertThat(secure.asked()).isZero();
    }

    private Download download() {
        return new Download(HttpClient.newBuilder().sslContext(tls), Download.Limits.USUAL);
    }

    /** Trusts itself alone. */
    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "server",
                "-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
