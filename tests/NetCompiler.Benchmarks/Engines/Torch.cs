using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>TorchSharp's settings for the whole process.</summary>
public static class Torch
{
    /// <summary>Loads the native library and confines it to one thread; throws where it does not load.</summary>
    public static void Load()
    {
        LoadNative("torch_cpu");
        LoadNative("LibTorchSharp");
        torch.InitializeDeviceType(DeviceType.CPU);
        torch.set_num_threads(1);
        // This one may be set only before the first parallel work, that is once.
        if (torch.get_num_interop_threads() != 1)
            torch.set_num_interop_threads(1);
    }

    // TorchSharp would find these by itself. But where they do not load, it tries copies of them, prints a page and hides the cause.
    private static void LoadNative(string name)
    {
        try
        {
            NativeLibrary.Load(name, Assembly.Load("TorchSharp"), null);
        }
        catch (DllNotFoundException error)
        {
            // One line per path that was tried; where a file exists, its line gives the cause.
            string[] lines = [.. error.Message.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
            string? cause = lines.Skip(1).FirstOrDefault(line => !line.Contains("No such file", StringComparison.Ordinal));
            throw new DllNotFoundException(cause ?? lines[0], error.InnerException);
        }
    }
}
